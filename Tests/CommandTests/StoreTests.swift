import Foundation
import TestSupport
import Testing

/// `ftpscope store`, and `--store`, as a user runs them.
@Suite struct StoreTests {
  private let bench: TemporaryFolder
  private static let logs = Project.path("Examples/logs")
  private static let names = Project.path("Examples/names")

  init() throws { bench = try TemporaryFolder() }

  /// What logs, names and identify find is in the store, and comes out as it went in.
  @Test func recordsComeBack() throws {
    let logs = try bench.run(
      "ftpscope logs '\(Self.logs)' --year 2026 --format jsonl --survey a --store s.db > a.jsonl")
    #expect(logs.status == 0 && logs.errors.contains("stored in s.db"), "\(logs.errors)")
    _ = try bench.run("ftpscope names '\(Self.names)' --format table --store s.db --survey a")
    let info = try bench.run("ftpscope store info s.db --format json")
    let survey = (info.json["surveys"] as? [[String: Any]])?.first
    #expect(survey?["survey"] as? String == "a")
    let kinds = (survey?["records"] as? [[String: Any]])?.compactMap { $0["record"] as? String }
    #expect(kinds == ["name", "session"])
    let rows = try bench.run("ftpscope store info s.db --format csv").text
      .split(separator: "\r\n")
    #expect(rows.count == 3 && rows[0] == "survey,record,count,first,last", "\(rows)")
    #expect(rows[1].hasPrefix("a,name,") && rows[2].hasPrefix("a,session,"), "\(rows)")
    let surveys = try bench.run("ftpscope store info s.db --format jsonl").records
    #expect(surveys.map { $0["survey"] as? String } == ["a"])
    let back = try bench.run(
      "ftpscope store export s.db --record session | sort > b.jsonl; sort a.jsonl | cmp - b.jsonl")
    #expect(back.status == 0, "\(back.text)")
    let again = try bench.run("ftpscope store merge --store s.db a.jsonl s.db")
    #expect(again.errors.contains(" 0 new"), "\(again.errors)")
    let gone = try bench.run("ftpscope store prune s.db --record name && ftpscope store info s.db")
    #expect(!gone.text.contains("\"name\""))
    let shown = try bench.run("ftpscope store info --store s.db --format table")
    #expect(shown.text.contains("session") && shown.text.contains("s.db"))
  }

  /// `--before` takes out what is older, and `--dry-run` only counts it.
  @Test func pruneTakesOutWhatIsOlder() throws {
    let times = ["2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"]
    let records = times.enumerated().map { number, time in
      #"{"record":"service","id":"\#(number)","time":"\#(time)","survey":"a","#
        + #""ip":"192.0.2.\#(number)","port":21,"status":"ok"}"# + "\n"
    }
    try bench.write(records.joined(), "r.jsonl")
    _ = try bench.run("ftpscope store merge --store s.db r.jsonl")
    func left() throws -> [String] {
      try bench.run("ftpscope store export s.db").records.compactMap { $0["time"] as? String }
        .sorted()
    }
    let prune = "ftpscope store prune s.db --before 2026-02-01T00:00:00Z"
    func surveys() throws -> NSArray? {
      try bench.run("ftpscope store info s.db").json["surveys"] as? NSArray
    }
    let before = try #require(try surveys())
    let dry = try bench.run("\(prune) --dry-run")
    #expect(dry.status == 0)
    #expect(dry.errors.contains("records that would go: 1; none went"), "\(dry.errors)")
    #expect(try left() == times)
    #expect(try surveys() == before)
    let gone = try bench.run(prune)
    #expect(gone.status == 0 && gone.errors.contains("records gone: 1"), "\(gone.errors)")
    #expect(try left() == Array(times.dropFirst()))
    #expect(try bench.run("\(prune) --dry-run").errors.contains("would go: 0"))
  }

  /// What was found before an error is stored.
  @Test(arguments: ["names n.txt", "identify g.jsonl", "store merge g.jsonl /no/such/file"])
  func storedInSpiteOfErrors(_ command: String) throws {
    try bench.write("ftp.example.org\n", "n.txt")
    try bench.write(
      #"{"record":"service","id":"1","time":"2026-01-01T00:00:00Z","ip":"192.0.2.1","port":21,"#
        + #""status":"ok","mode":"clear","banner":"(vsFTPd 2.3.4)"}"# + "\n", "g.jsonl")
    let ran = try bench.run("ftpscope \(command) --store s.db > /dev/full")
    #expect(ran.status != 0)
    let info = try bench.run("ftpscope store info s.db")
    #expect(info.text.contains("\"count\":1"), "\(info.text)\(ran.errors)")
  }

  /// Two processes put records in at once, and each record is there once.
  @Test func twoProcesses() throws {
    let generator = Project.path("Benchmarks/generate-services.awk")
    let both = try bench.run(
      """
      awk -v RECORDS=30000 -f '\(generator)' > r.jsonl
      head -n 20000 r.jsonl > a.jsonl; tail -n 20000 r.jsonl > b.jsonl
      ftpscope store merge --store s.db a.jsonl & one=$!
      ftpscope store merge --store s.db b.jsonl & other=$!
      wait $one && wait $other && ftpscope store export s.db | sort -u | wc -l
      """)
    #expect(both.text.trimmingCharacters(in: .whitespacesAndNewlines) == "30000", "\(both.errors)")
    #expect(try bench.run("ftpscope store info s.db").text.contains("\"count\":30000"))
  }

  /// What the guide says for judging an old survey by today's knowledge.
  @Test func judgedAnew() throws {
    try bench.write(
      #"{"record":"service","id":"1","time":"2026-01-01T00:00:00Z","survey":"a","ip":"192.0.2.1","#
        + #""port":21,"status":"ok","mode":"clear","banner":"(vsFTPd 2.3.4)"}"# + "\n"
        + #"{"record":"name","name":"ftp.example.org","label":"ftp","domain":"example.org","#
        + #""suffix":"org","survey":"a","type":"a","value":"192.0.2.1"}"#, "r.jsonl")
    let made = try bench.run(
      "ftpscope store merge --store old.db r.jsonl && "
        + "ftpscope store export old.db --record service | "
        + "ftpscope identify - --store new.db > /dev/null && "
        + "ftpscope store merge --store new.db old.db && ftpscope report --store new.db")
    let exposure = made.json["exposure"] as? [String: Any]
    let families = exposure?["families"] as? [[String: Any]]
    #expect(families?.first?["family"] as? String == "vsFTPd", "\(made.errors)")
    #expect((exposure?["advisories"] as? [Any])?.isEmpty == false)
    let names = (made.json["attackers"] as? [String: Any])?["names"] as? [String: Any]
    #expect(names?["names"] as? Int == 1)
    let old = try bench.run("ftpscope report --store old.db").json["exposure"] as? [String: Any]
    #expect((old?["families"] as? [Any])?.isEmpty == true)
  }

  /// After kill -9 in the middle, what was said to be there is there, and the store is whole.
  @Test func killed() throws {
    let generator = Project.path("Benchmarks/generate-services.awk")
    _ = try bench.run("awk -v RECORDS=60000 -f '\(generator)' > s.jsonl")
    let killed = try bench.run(
      "timeout --preserve-status -s KILL 1 ftpscope store merge --store s.db s.jsonl; echo $?")
    #expect(killed.text.contains("137") || killed.text.contains("0"))
    let whole = try bench.run(
      "ftpscope store merge --store s.db s.jsonl && ftpscope store export s.db | sort -u | wc -l")
    #expect(whole.text.trimmingCharacters(in: .whitespacesAndNewlines) == "60000")
    let info = try bench.run("ftpscope store info s.db")
    #expect(info.text.contains("\"count\":60000"), "\(info.text)")
  }

  /// A store in a folder in which nothing may be written can be read as long as it was closed.
  @Test func nothingMayBeWritten() throws {
    _ = try bench.run(
      "ftpscope names '\(Self.names)' --format table --store s.db --survey a; "
        + "mkdir f && cp s.db f && chmod 444 f/s.db && chmod 555 f")
    defer { _ = try? bench.run("chmod 755 f g") }
    let nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups"
    let user = geteuid() == 0 ? nobody : ""
    for (line, status, words) in [
      ("store info f/s.db", 0, nil), ("report --store f/s.db", 0, nil),
      ("store export f/s.db", 0, "records written"),
      ("store export --recover f/s.db", 0, "stretches of the store that could not be: 0"),
      ("names /dev/null --store f/s.db", 2, "can't be written: the store, or the folder"),
      (
        "names /dev/null --store f/new.db", 2, "can't be made: nothing may be written in its folder"
      ),
    ] as [(String, Int32, String?)] {
      let result = try bench.run("\(user) $FTPSCOPE \(line)")
      let isTold = words.map { result.errors.contains($0) } ?? result.errors.isEmpty
      #expect(result.status == status && isTold, "\(result.errors)")
      #expect(status != 0 || !result.output.isEmpty, "\(line)")
    }
    // What was written aside can't be left out.
    let aside = try bench.run(
      "mkdir g && cp s.db g && echo x > g/s.db-wal && chmod 555 g; "
        + "\(user) $FTPSCOPE store info g/s.db")
    #expect(aside.status == 2 && aside.errors.contains("copy it"), "\(aside.errors)")
    let files = try bench.run("ls f").lines
    #expect(files == ["s.db"])
  }

  @Test(
    arguments: [
      ("store info none.db", 2, "there is no store"), ("store info", 64, "Name one store"),
      ("store export text.db", 2, "is no store"), ("store prune s.db", 64, "Say what to take out"),
      ("store prune s.db --survey none", 2, "there is no survey none; there are: a"),
      ("store merge --store s.db none.jsonl", 2, "none.jsonl"),
      ("store merge --store s.db other.json", 2, "there are no records to merge"),
      (
        "store merge --store /no/such/s.db r.jsonl", 2,
        "/no/such/s.db: can't be opened: there is no"
      ),
      ("store merge --store . r.jsonl", 2, ".: is a folder; name a file"),
      ("store merge --store s.db r.jsonl", 0, "r.jsonl:2: is no record"),
      ("store merge --store clickhouse://a/b r.jsonl", 2, "ClickHouse can't be used yet"),
      ("names --store text.db r.jsonl", 2, "text.db: is no store"),
      ("store export --recover text.db", 2, "nothing can be read"),
      ("store info empty.db", 2, "is empty, no store"),
    ] as [(String, Int32, String)])
  func refused(line: String, status: Int32, words: String) throws {
    let record =
      #"{"record":"service","id":"1","time":"2026-11-24T10:00:00Z","survey":"a","ip":"192.0.2.1","#
      + #""port":21,"status":"ok"}"#
    try bench.write("\(record)\nnot a record\n", "r.jsonl")
    try bench.write("", "empty.db")
    try bench.write("{\"ip\":\"192.0.2.1\"}\n", "other.json")
    try bench.write(String(repeating: "x", count: 5000), "text.db")
    _ = try bench.run("ftpscope store merge --store s.db r.jsonl")
    let result = try bench.run("ftpscope \(line)")
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }

  /// A merge of nothing makes no store.
  @Test(arguments: ["text.jsonl", "none.jsonl", "none.jsonl empty.jsonl"])
  func mergeOfNothing(files: String) throws {
    try bench.write("no record\n", "text.jsonl")
    try bench.write("", "empty.jsonl")
    let result = try bench.run("ftpscope store merge --store new.db \(files) || ls")
    #expect(result.lines == ["empty.jsonl", "text.jsonl"], "\(result.text)\(result.errors)")
  }

  /// A folder that can't be written in, and a full disk.
  @Test func noRoom() throws {
    let full = try bench.run("printf '' | ftpscope store merge --store /dev/full -")
    #expect(full.status == 2 && full.errors.contains("/dev/full"), "\(full.errors)")
  }
}
