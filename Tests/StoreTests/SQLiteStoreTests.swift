import Bytes
import Foundation
import GRDB
import Records
import TestSupport
import Testing

@testable import Store

@Suite struct SQLiteStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func twiceIsOnce() throws {
    let store = try folder.store()
    let records = (0..<200).map { Records.Record.service(Samples.service($0, survey: "a")) }
    let distinct = Set(records.map(\.id)).count
    #expect(try store.insert(records).new == distinct)
    let before = try Topic.allCases.map { try store.counts($0, of: "a") }
    let again = try store.insert(records)
    #expect(again.new == 0 && again.known == 200)
    #expect(try Topic.allCases.map { try store.counts($0, of: "a") } == before)
  }

  /// What was put in is there when the power fails.
  @Test func isDurable() throws {
    let mode = try folder.store().database.writeWithoutTransaction {
      try Int.fetchOne($0, sql: "PRAGMA synchronous")
    }
    #expect(mode == 2)  // FULL
  }

  /// Of several records about one address and port, the latest of a survey counts, in whatever
  /// order they come; another survey is its own.
  @Test(arguments: [false, true])
  func theLatestCounts(reversed: Bool) throws {
    let store = try folder.store()
    var (old, new) = (Samples.service(4, survey: "a"), Samples.service(4, survey: "a", at: 60))
    (old.mode, new.mode) = (.clear, .explicit)
    let records = [Records.Record.service(old), .service(new)]
    for record in reversed ? records.reversed() : records { try store.insert([record]) }
    #expect(try store.counts(.mode, of: "a") == [Count("explicit", 1)])
    #expect(try store.counts(.record, of: "a") == [Count("service", 1)])
    old.survey = "b"
    let other = Samples.service(4, survey: "b", at: 30)
    try store.insert([.service(other)])
    #expect(try store.counts(.record, of: "b") == [Count("service", 1)])
    #expect(try store.shared("a", "b") == 1)
    #expect(try store.surveys().map(\.name) == ["a", "b"])
  }

  /// Of an address and port that was found by several names the worst counts, of each name the
  /// latest, in whatever order they come.
  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [0, 3, 2, 1]])
  func theWorstNameCounts(order: [Int]) throws {
    func record(_ hostname: String?, at time: Int64, _ login: ServiceRecord.LoginInClear)
      -> Records.Record
    {
      var record = ServiceRecord(
        ip: "192.0.2.1", port: 21, hostname: hostname, time: Timestamp(milliseconds: time),
        survey: "a", status: .ok)
      (record.mode, record.loginInClear, record.dataProtection) = (.explicit, login, .required)
      return .service(record)
    }
    let all = [
      record("bad.example", at: 1, .accepted), record("good.example", at: 2, .refused),
      record(nil, at: 3, .refused), record("bad.example", at: 4, .refused),
    ]
    let store = try folder.store()
    var have: [Int] = []
    for index in order {
      try store.insert([all[index]])
      have.append(index)
      let isBad = have.contains(0) && !have.contains(3)
      #expect(
        try store.counts(.state, of: "a") == [Count(isBad ? "to_mend" : "in_order", 1)], "\(have)")
      #expect(try store.counts(.record, of: "a") == [Count("service", 1)])
    }
    // Where the one that counts goes, what is left is judged in the same way.
    var selection = SQLiteStore.Selection()
    selection.before = Timestamp(milliseconds: 2)
    #expect(try store.prune(selection) == 1)
    #expect(try store.counts(.state, of: "a") == [Count("in_order", 1)])
  }

  @Test func sourcesCountOnce() throws {
    let store = try folder.store()
    let events = [
      ("198.51.100.1", 0), ("198.51.100.1", 0), ("198.51.100.2", 0), ("198.51.100.1", 1),
    ]
    for (number, event) in events.enumerated() {
      let record = Samples.connection(number, source: event.0, hour: event.1)
      try store.insert([try #require(record)])
    }
    let hours = ["2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"]
    #expect(try store.series(.hourConnections, of: "") == [Count(hours[0], 3), Count(hours[1], 1)])
    #expect(try store.series(.hourSources, of: "") == [Count(hours[0], 2), Count(hours[1], 1)])
    #expect(try store.counts(.daySources, of: "") == [Count("2026-11-24", 2)])
    #expect(try store.size(.sources, of: "").total == 2)
  }

  /// What is left is counted as if nothing else had ever been there.
  @Test func pruning() throws {
    let store = try folder.store()
    let early = (0..<100).map { Records.Record.service(Samples.service($0, survey: "a")) }
    let late = (0..<50).map { Records.Record.service(Samples.service($0, survey: "a", at: 5000)) }
    let kept = try (0..<30).map { try #require(Samples.session($0)) }
    for batch in [early, kept, late] { try store.insert(batch) }
    let other = try folder.store("b.db")
    try other.insert(early + kept)

    var selection = SQLiteStore.Selection()
    selection.kinds = [.service]
    selection.surveys = ["a"]
    // The latest ones go, so that the ones before count again.
    try store.database.write { database in
      try database.execute(sql: "DELETE FROM stored WHERE time = 1700005000000")
      try Recount.run("a", database)
    }
    for topic in Topic.allCases where topic != .record {
      #expect(try store.counts(topic, of: "a") == other.counts(topic, of: "a"), "\(topic)")
      #expect(try store.counts(topic, of: "") == other.counts(topic, of: ""), "\(topic)")
    }
    #expect(try store.count(selection) > 0)
    _ = try store.prune(selection)
    #expect(try store.count(selection) == 0)
    #expect(try store.surveys().map(\.name) == [""])
  }

  @Test func otherDatabases() throws {
    func reason(_ path: String, _ access: SQLiteStore.Access = .write) -> String {
      do {
        _ = try SQLiteStore(path: path, access)
        return "opened"
      } catch {
        return "\(error)"
      }
    }
    let foreign = folder.path("foreign.db")
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    #expect(reason(foreign).contains("of something else"))
    let newer = folder.path("newer.db")
    _ = try SQLiteStore(path: newer, .write)
    try DatabaseQueue(path: newer).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')")
    }
    #expect(reason(newer).contains("newer version"))
    let text = folder.path("text.db")
    try Data(String(repeating: "no database\n", count: 200).utf8)
      .write(to: URL(fileURLWithPath: text))
    #expect(reason(text).contains("is no store"))
    #expect(reason(folder.path("none.db"), .read).contains("there is no store"))
    #expect(reason(folder.path("no/such/folder.db")).contains("there is no such folder"))
    for access in [SQLiteStore.Access.read, .change, .write] {
      #expect(reason(folder.path("."), access).contains("is a folder"))
    }
    let empty = folder.path("empty.db")
    for access in [SQLiteStore.Access.read, .change] {
      try Data().write(to: URL(fileURLWithPath: empty))
      #expect(reason(empty, access).contains("is empty, no store"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: empty)).isEmpty)
    }
    #expect(reason(empty, .write) == "opened")
  }

  /// Who waits in vain for another one that writes is told so, and nothing is stored.
  @Test func locked() throws {
    let path = folder.path("a.db")
    let store = try SQLiteStore(path: path, .write)
    try store.waitForOthers(atMost: .milliseconds(20))
    let record = Records.Record.service(Samples.service(4, survey: "a"))
    try DatabaseQueue(path: path).inTransaction(.immediate) { _ in
      #expect {
        try store.insert([record])
      } throws: { error in
        (error as? StoreProblem)?.reason.contains("writing into the store for too long") == true
      }
      return .rollback
    }
    #expect(try store.insert([record]).new == 1)
  }

  /// Who reads while another one writes sees what was stored before, and does not wait.
  @Test func readWhileWritten() throws {
    let path = folder.path("a.db")
    try SQLiteStore(path: path, .write).insert([.service(Samples.service(4, survey: "a"))])
    let reader = try SQLiteStore(path: path, .read)
    let before = try reader.surveys()
    try DatabaseQueue(path: path).inTransaction(.immediate) { database in
      try database.execute(sql: "DELETE FROM tallies; DELETE FROM stored")
      #expect(try reader.surveys() == before && before.count == 1)
      #expect(try reader.count(.init()) == 1)
      return .rollback
    }
  }

  @Test func twoWriters() async throws {
    let path = folder.path("a.db")
    _ = try SQLiteStore(path: path, .write)
    try await withThrowingTaskGroup { group in
      for half in 0..<2 {
        group.addTask {
          let store = try SQLiteStore(path: path, .write)
          for batch in 0..<20 {
            try store.insert(
              (0..<20).map { .service(Samples.service(batch * 40 + half * 20 + $0, survey: "a")) })
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try SQLiteStore(path: path, .read)
    let distinct = Set((0..<800).map { Samples.service($0, survey: "a").id }).count
    #expect(try store.count(.init()) == distinct)
  }

  /// Every schema that was ever released can be opened, and what is in it counts.
  @Test func releasedSchemas() throws {
    let released = Project.root.appending(path: "Tests/StoreTests/Released")
    let files = try FileManager.default.contentsOfDirectory(atPath: released.path).sorted()
    #expect(files.count == SQLiteStore.schemas.count)
    for file in files {
      let sql = try String(contentsOf: released.appending(path: file), encoding: .utf8)
      let path = folder.path(file + ".db")
      try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
      var updates = 0
      let store = try SQLiteStore(path: path, .write) { updates += 1 }
      #expect(updates == (file == files.last ? 0 : 1))
      #expect(try store.surveys().map(\.name) == ["first"])
      #expect(try store.counts(.mode, of: "first") == [Count("explicit", 1)])
      #expect(try store.insert([.service(Samples.service(4, survey: "second"))]).new == 1)
      var again = ServiceRecord(
        ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0), survey: "second", status: .ok)
      again.mode = .clear
      try store.insert([.service(again)])
      #expect(try store.shared("first", "second") == 1)
    }
  }

  /// A store as an older version of the tables made it, changed; its path.
  private func older(_ version: String, _ change: (Database) throws -> Void) throws -> String {
    let file = Project.root.appending(path: "Tests/StoreTests/Released/\(version).sql")
    let path = folder.path("old.db")
    try DatabaseQueue(path: path).write { database in
      try database.execute(sql: String(contentsOf: file, encoding: .utf8))
      try change(database)
    }
    return path
  }

  /// What is to be mended is known of a store that was made before that was kept.
  @Test(arguments: ["1", "2", "3"]) func urgencyOfOlderStores(version: String) throws {
    let path = try older(version) { database in
      try database.execute(
        sql: "UPDATE stored SET json = replace(json, '}', ',\"login_in_clear\":\"accepted\"}')")
    }
    let urgent = try SQLiteStore(path: path, .write).urgent(of: "first", limit: 10)
    #expect(urgent.count == 1 && urgent.services.map(\.ip) == ["192.0.2.1"])
  }

  /// A thing of which no record counts, as an old fault left it, is elected of when it is counted.
  @Test(arguments: ["1", "2", "3", "4", "5", "6"])
  func thingsWithoutAWinner(version: String) throws {
    let path = try older(version) { database in
      try database.execute(sql: "UPDATE stored SET state = 0")
      try database.execute(
        sql: "INSERT INTO tallies VALUES ('first', 'vulnerable', 'confirmed', '', 1)")
    }
    let store = try SQLiteStore(path: path, .write)
    #expect(try store.counts(.mode, of: "first") == [Count("explicit", 1)])
  }

  /// So is that what has a confirmed vulnerability is to be mended.
  @Test(arguments: ["1", "2", "3", "4", "5", "6"])
  func stateOfOlderStores(version: String) throws {
    let path = try older(version) { database in
      try database.execute(
        sql: """
          UPDATE stored SET json = replace(
            json, '"status":"ok"',
            '"status":"ok","advisories":[{"id":"CVE-2011-2523","certainty":"confirmed"}]')
          """)
      try database.execute(
        sql: "INSERT INTO tallies VALUES ('first', 'vulnerable', 'confirmed', '', 1)")
    }
    let store = try SQLiteStore(path: path, .write)
    #expect(try store.counts(.state, of: "first") == [Count("to_mend", 1)])
    #expect(try store.counts(.fault, of: "first") == [Count("known_vulnerability", 1)])
  }

  /// So are the refusals of sessions.
  @Test(arguments: ["1", "2", "3", "4"]) func refusalsOfOlderStores(version: String) throws {
    let path = try older(version) { database in
      try database.execute(
        sql: """
          INSERT INTO stored (kind, survey, time, state, subject, id, json)
          SELECT 'session', number, 1, 1, x'01', x'01', ? FROM surveys
          """,
        arguments: [
          #"{"record":"session","id":"1","survey":"first","start":"2026-11-02T10:00:00Z","user":"anna","#
            + #""refusals":[{"verb":"AUTH","code":500,"reason":"no"}]}"#
        ])
    }
    let counts = try SQLiteStore(path: path, .write).counts(.refused, of: "first")
    #expect(counts.map(\.detail) == ["2026-11-02"])
    let wanted = StoredRefusal(verb: "AUTH", code: 500, reason: "no", client: nil, user: "anna")
    #expect(counts.map { StoredRefusal(answer: $0.answer) } == [wanted])
  }

  /// Texts with a NUL, which older stores cut there, are counted whole.
  @Test(arguments: ["5", "6"]) func textsWithNUL(version: String) throws {
    let lines = [#"a"#, #"a\u0000b"#, #"a\u0000c"#, #"a\u0001\u0001"#].enumerated().map {
      #"{"record":"event","schema":1,"id":"\#($0)","time":"2026-11-02T10:00:00Z","survey":"first","sensor":"s","#
        + #""session":"1","source":null,"type":"login","login":{"user":"\#($1)","password":"\u0000","accepted":false}}"#
    }
    let records = try lines.map { try #require(Record(stored: $0)) }
    let path = try older(version) { database in
      guard version == "5" else { return }
      for (number, line) in lines.enumerated() {
        try database.execute(
          sql: "INSERT INTO stored VALUES (?, 'event', 1, 1, 1, ?, ?, ?, 0)",
          arguments: [number + 2, "\(number)", "\(number)", line])
      }
    }
    let store = try SQLiteStore(path: path, .write)
    if version == "6" { try store.insert(records) }
    let users = ["a", "a\0b", "a\0c", "a\u{1}\u{1}"]
    #expect(try store.counts(.credential, of: "first") == users.map { Count($0, "\0", 1) })
  }

  @Test(
    arguments: [
      (nil, nil), ("192.0.2.1", nil), (nil, "anna"), ("2001:db8::1", "a\u{1F}b\n"),
    ] as [(String?, String?)])
  func refusal(_ client: String?, _ user: String?) {
    let refusal = StoredRefusal(
      verb: "PROT", code: 0, reason: "the level", client: client, user: user)
    #expect(StoredRefusal(answer: refusal.answer) == refusal)
    #expect(StoredRefusal(answer: "PROT\u{1F}0\u{1F}cut off") == nil)
  }

  @Test func dialect() {
    #expect(SQLiteStore.dialect("a = {b:String} AND {c:UInt32}") == "a = :b AND :c")
  }
}
