import Report
import Store

/// The label of a survey on the command line.
enum SurveyName {
  /// Surveys that are listed in a message.
  private static let listed = 10

  /// Throws `Failure`, with those that there are, where a store does not have the survey.
  static func check(_ name: String, in store: any RecordStore) throws {
    let names = try store.surveys().map(\.name)
    if names.contains(name) { return }
    throw Failure(
      "\(store.location): there is no survey \(shown(name)); "
        + (names.isEmpty ? "the store is empty" : "there are: \(list(names))"))
  }

  /// The first of many labels.
  static func list(_ names: [String]) -> String {
    names.prefix(listed).map(shown).joined(separator: ", ")
      + (names.count > listed ? " and \(names.count - listed) more" : "")
  }

  /// A label for a person.
  static func shown(_ name: String) -> String {
    name.isEmpty ? "'' (without a label)" : name
  }
}
