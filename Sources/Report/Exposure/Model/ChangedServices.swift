import Records
import Store

/// Which services changed between two surveys: whom to call, and whom to thank.
public struct ChangedServices: Sendable {
  /// Services of a list that are named.
  static let rowsMaximum = 200

  /// A service, as the later survey that found it has it, and as the earlier one had it.
  struct Change: Sendable {
    var now: UrgentServices.Service
    /// Nil where the earlier survey did not find it.
    var before: UrgentServices.Service?
  }

  /// Services to which the same happened, the most urgent first.
  struct List: Sendable {
    /// No more than `rowsMaximum`.
    var listed: [Change]
    var count: Int
  }

  /// Those that only the later survey found; nil where the two were not of the same networks.
  let new: List?
  /// Those that only the earlier one found, as that one had them; nil as above.
  let gone: List?
  /// Those of which the worst that is wrong is worse now, by `ServiceUrgency`.
  let worse: List
  /// Those of which it is less bad, or nothing is wrong any more.
  let mended: List

  /// Nil where the surveys can't be compared service by service: where they have too little in
  /// common, and where they are too large. Throws `StoreProblem`.
  init?(
    _ store: any RecordStore, _ survey: String, _ earlier: String, _ change: SurveyChange?
  ) throws {
    guard let change, let basis = change.basis, basis != .shares,
      max(change.servicesNow, change.servicesBefore) <= SurveyChange.bothMaximum
    else { return nil }
    let limit = Self.rowsMaximum
    // What one survey did not ask is neither new nor gone.
    if basis == .all {
      func only(_ one: String, _ other: String, _ services: Int) throws -> List {
        let found = try store.services(onlyOf: one, notOf: other, limit: limit)
        return List(
          listed: found.map { Change(now: .init(record: $0)) }, count: services - change.shared)
      }
      new = try only(survey, earlier, change.servicesNow)
      gone = try only(earlier, survey, change.servicesBefore)
    } else {
      (new, gone) = (nil, nil)
    }
    let pairs = try store.sharedUrgencies(survey, earlier)
    worse = List(
      listed: try store.services(worseIn: survey, than: earlier, limit: limit).map {
        Change(now: .init(record: $0.record), before: .init(record: $0.other))
      }, count: pairs.reduce(0) { $0 + ($1.in > $1.inOther ? $1.count : 0) })
    mended = List(
      listed: try store.services(worseIn: earlier, than: survey, limit: limit).map {
        Change(now: .init(record: $0.other), before: .init(record: $0.record))
      }, count: pairs.reduce(0) { $0 + ($1.in < $1.inOther ? $1.count : 0) })
  }

  /// The lists that there are, by their names in records.
  var lists: [(name: String, list: List)] {
    [("new", new), ("gone", gone), ("worse", worse), ("mended", mended)].compactMap {
      name, list in list.map { (name, $0) }
    }
  }
}
