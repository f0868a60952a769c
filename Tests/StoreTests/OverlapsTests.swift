import Bytes
import GRDB
import Records
import TestSupport
import Testing

@testable import Store

/// What two surveys have in common is that of a plain computation, whatever comes and goes.
@Suite struct OverlapsTests {
  private static let names = ["", "a", "b", "c"]

  private let folder: TemporaryFolder
  private let store: SQLiteStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.store()
  }

  /// The services of the surveys by address and port, of several records the latest.
  private func services(of records: [ServiceRecord]) -> [String: Set<String>] {
    latest(of: records).mapValues { Set($0.keys) }
  }

  private func latest(of records: [ServiceRecord]) -> [String: [String: ServiceRecord]] {
    var latest: [String: [String: ServiceRecord]] = [:]
    for record in records {
      let subject = Self.subject(record)
      let before = latest[record.survey ?? "", default: [:]][subject]
      if let before, before.time.milliseconds > record.time.milliseconds { continue }
      latest[record.survey ?? "", default: [:]][subject] = record
    }
    return latest.mapValues { $0.filter { $0.value.isFTPService } }
  }

  private static func subject(_ record: ServiceRecord) -> String { "\(record.ip) \(record.port)" }

  private func check(_ records: [ServiceRecord], _ comment: Comment) throws {
    let plain = services(of: records)
    let latest = latest(of: records)
    for one in Self.names {
      for other in Self.names where other != one {
        let both = plain[one, default: []].intersection(plain[other, default: []]).count
        #expect(try store.shared(one, other) == both, comment)
        let urgencies = try store.sharedUrgencies(one, other)
        #expect(urgencies.reduce(0) { $0 + $1.count } == both, comment)
        let (ofOne, ofOther) = (latest[one, default: [:]], latest[other, default: [:]])
        let pairs = ofOne.compactMap { subject, record in
          ofOther[subject].map { [record.urgency.number, $0.urgency.number] }
        }
        for pair in urgencies {
          let plain = pairs.count { $0 == [pair.in.number, pair.inOther.number] }
          #expect(pair.count == plain, comment)
        }
        let alone = try store.services(onlyOf: one, notOf: other, limit: 1000)
        #expect(
          Set(alone.map(Self.subject)) == Set(ofOne.keys).subtracting(ofOther.keys), comment)
        #expect(alone.map(\.urgency) == alone.map(\.urgency).sorted(by: >), comment)
        let worse = try store.services(worseIn: one, than: other, limit: 1000)
        #expect(worse.count == pairs.count { $0[0] > $0[1] }, comment)
        #expect(
          worse.allSatisfy { Self.subject($0.record) == Self.subject($0.other) }, comment)
      }
    }
  }

  private var records: [ServiceRecord] {
    (0..<1200).map { number in
      let survey = Self.names[number % 11 % 4]
      var record = Samples.service(
        number * 7919 % 97, survey: survey.isEmpty ? nil : survey, at: Int64(number * 31 % 700))
      // What was a service may be none later.
      if number % 5 == 0 { record.status = .timeout }
      return record
    }
  }

  private func fill() throws {
    for batch in stride(from: 0, to: records.count, by: 150) {
      try store.insert(records[batch..<(batch + 150)].map { .service($0) })
    }
  }

  @Test func asRecordsCome() throws {
    try fill()
    #expect(try store.shared("a", "b") > 0)
    try check(records, "put in")
    try store.insert(records.map { .service($0) })
    try check(records, "put in twice")
  }

  @Test func asRecordsGo() throws {
    try fill()
    let moment = Timestamp(milliseconds: 1_700_000_350_000)
    var selection = SQLiteStore.Selection()
    selection.surveys = ["a", "c"]
    selection.before = moment
    #expect(try store.prune(selection) > 0)
    let kept = records.filter { record in
      !["a", "c"].contains(record.survey) || record.time.milliseconds >= moment.milliseconds
    }
    try check(kept, "some went")
    selection.before = nil
    _ = try store.prune(selection)
    try check(kept.filter { !["a", "c"].contains($0.survey) }, "two surveys went")
  }

  /// A store of before they were counted gets them when it is opened.
  @Test func ofAnOlderStore() throws {
    try fill()
    try store.makeOld()
    let again = try SQLiteStore(path: store.location, .read)
    let plain = services(of: records)
    for (one, other) in [("a", "b"), ("b", "c"), ("", "a")] {
      let both = plain[one, default: []].intersection(plain[other, default: []]).count
      #expect(both > 0)
      #expect(try again.shared(one, other) == both)
    }
  }
}
