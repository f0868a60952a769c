import ArgumentParser
import Records
import Store

/// Which records of a store are meant.
struct StoreSelection: ParsableArguments {
  @Option(help: "Only records of a survey; may be given more than once, '' is those without one.")
  var survey: [String] = []

  @Option(
    help: "Only records of a kind: service, session, event, name. May be given more than once.")
  var record: [RecordKind] = []

  @Option(help: "Only records of before: 2026-10-01, an RFC 3339 time, or 90d, 12h ago.")
  var before: Moment?
}

extension StoreSelection {
  var isEmpty: Bool { survey.isEmpty && record.isEmpty && before == nil }

  /// As the store takes it. Throws `Failure` where a survey is not in the store.
  func selection(of store: SQLiteStore) throws -> SQLiteStore.Selection {
    var selection = SQLiteStore.Selection()
    if !survey.isEmpty {
      for name in survey { try SurveyName.check(name, in: store) }
      selection.surveys = survey
    }
    if !record.isEmpty { selection.kinds = record.map(\.kind) }
    selection.before = before?.timestamp
    return selection
  }
}

/// A kind of record on the command line.
struct RecordKind: ExpressibleByArgument {
  let kind: Record.Kind

  init?(argument: String) {
    guard let kind = Record.Kind(rawValue: argument) else { return nil }
    self.kind = kind
  }

  static var allValueStrings: [String] { Record.Kind.allCases.map(\.rawValue) }
}
