import Bytes
import GRDB
import Records
import TestSupport
import Testing

@testable import Store

/// Which of several records about one thing counts is that of a plain computation, in whatever
/// order they come.
@Suite struct ElectionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One address and port by several names, good and bad, FTP and not.
  private static func services(_ seed: Int) -> [ServiceRecord] {
    (0..<40).map { number in
      let mixed = (number + 1) * (seed * 2 + 7919) % 1009
      var record = ServiceRecord(
        ip: "192.0.2.1", port: 21,
        hostname: ["a.example.org", "b.example.org", nil, "c\u{0}.example.org"][mixed % 4],
        time: Timestamp(milliseconds: Int64(mixed % 31) * 1000), survey: "s",
        status: mixed % 7 == 0 ? .timeout : .ok)
      record.mode = mixed % 3 == 0 ? .clear : .explicit
      record.loginInClear = mixed % 5 == 0 ? .accepted : .refused
      return record
    }
  }

  /// The worst of the latest by their names; of equal times the one that was put in last.
  private static func winner(_ records: [ServiceRecord]) -> ServiceRecord? {
    var latest: [String: (place: Int, record: ServiceRecord)] = [:]
    for (place, record) in records.enumerated() {
      let name = record.hostname ?? ""
      if let other = latest[name]?.record, other.time > record.time { continue }
      latest[name] = (place, record)
    }
    return latest.values.max { one, other in
      func badness(_ of: (place: Int, record: ServiceRecord)) -> [Int64] {
        [
          of.record.isFTPService ? 1 : 0, Int64(of.record.urgency.number),
          of.record.time.milliseconds, Int64(of.place),
        ]
      }
      return badness(one).lexicographicallyPrecedes(badness(other))
    }?.record
  }

  @Test(arguments: 0..<12, [1, 7, 40]) func oneCounts(_ seed: Int, _ batch: Int) throws {
    let store = try folder.store("\(seed) \(batch).db")
    var ids: Set<String> = []
    let all = Self.services(seed).filter { ids.insert($0.id).inserted }
    for start in stride(from: 0, to: all.count, by: batch) {
      try store.insert(all[start..<min(start + batch, all.count)].map { .service($0) })
      let winner = try #require(Self.winner(Array(all.prefix(start + batch))))
      let counting = try store.database.read { database in
        try String.fetchAll(database, sql: "SELECT json FROM stored WHERE state > 0")
      }
      #expect(counting.count == 1 && counting.first?.contains(winner.id) == true)
      #expect(try store.surveys().first?.parts.first?.first == winner.time)
      #expect(try store.surveys().first?.parts.first?.last == winner.time)
      let mode = winner.isFTPService ? [Count(winner.mode?.rawValue ?? "", 1)] : []
      #expect(try store.counts(.mode, of: "s") == mode)
    }
  }

  /// None of the questions that are asked for each record looks at the others of its thing.
  @Test func nothingIsSearchedThrough() throws {
    let store = try folder.store()
    let plans = try store.database.read { database in
      try [
        "SELECT 1 FROM stored WHERE kind = ? AND subject = ? AND survey = ? AND id = ?",
        "SELECT number FROM stored WHERE subject = ? AND kind = ? AND state > 0 "
          + "AND kind IN ('service', 'name')",
        "SELECT MAX(time) FROM stored WHERE kind = 'service' AND subject = ? AND survey = ? "
          + "AND hostname = ?",
        "SELECT MIN(time) FROM stored WHERE survey = ? AND kind = ? AND time > ? AND state > 0 "
          + "AND kind IN ('service', 'name')",
      ].map { sql in
        let arguments = StatementArguments(Array(repeating: 0, count: sql.count { $0 == "?" }))
        return try Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments
        ).map { $0["detail"] as String }.joined()
      }
    }
    let indexes = ["stored_subjects", "stored_counting", "stored_names", "stored_times"]
    for (plan, index) in zip(plans, indexes) { #expect(plan.contains(index), "\(plan)") }
  }

  /// Of a store of before, what was found by which name is known once it is opened.
  @Test func ofAnOlderStore() throws {
    var store = try folder.store()
    func service(
      _ name: String, _ seconds: Int64, _ login: ServiceRecord.LoginInClear
    ) -> ServiceRecord {
      var record = ServiceRecord(
        ip: "192.0.2.1", port: 21, hostname: name,
        time: Timestamp(milliseconds: seconds * 1000), survey: "s", status: .ok)
      (record.mode, record.loginInClear) = (.explicit, login)
      return record
    }
    let first = service("a.example.org", 1, .accepted)
    let second = service("b.example.org", 2, .refused)
    try store.insert([.service(first), .service(second)])
    try store.database.write { database in
      try database.execute(
        sql: """
          DROP INDEX stored_names;
          DROP INDEX stored_counting;
          DROP INDEX stored_times;
          ALTER TABLE stored DROP COLUMN hostname;
          ALTER TABLE stored DROP COLUMN service;
          UPDATE spans SET last = last + 1000;
          DELETE FROM grdb_migrations WHERE identifier = '8';
          """)
    }
    store.close()
    store = try SQLiteStore(path: store.location, .change)
    #expect(try store.surveys().first?.last == first.time)
    #expect(try store.counts(.loginInClear, of: "s") == [Count("accepted", 1)])
    try store.insert([.service(service("a.example.org", 3, .refused))])
    #expect(try store.surveys().first?.last?.milliseconds == 3000)
    #expect(try store.counts(.loginInClear, of: "s") == [Count("refused", 1)])
  }
}
