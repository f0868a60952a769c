import Foundation
import TestSupport
import Testing

/// `ftpscope survey` as a user runs it.
@Suite struct SurveyTests {
  private let bench: TemporaryFolder
  private static let examples = Project.path("Examples")

  init() throws { bench = try TemporaryFolder() }

  @Test func everything() throws {
    let result = try bench.run(
      "ftpscope survey --targets 127.0.0.1 --ports 1 --names '\(Self.examples)/names' "
        + "--logs '\(Self.examples)/logs' --year 2026 --survey one --out r")
    #expect(result.status == 0 && result.errors.contains("r/index.html"), "\(result.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: bench.path("r")).sorted()
    #expect(
      files == [
        "index.html", "logs.json", "names.json", "report.csv", "report.json", "report.md",
        "services.jsonl", "survey.db",
      ])
    let report = try bench.run("cat r/report.json").json
    #expect(report["survey"] as? String == "one")
    // The logs alone tell the same.
    let logs = try bench.run("cat r/logs.json").json
    let usage = report["usage"] as? [String: Any]
    let (totals, alone) = (usage?["totals"] as? [String: Any], logs["totals"] as? [String: Any])
    for key in ["sessions", "clear", "explicit", "implicit", "clear_logins", "protected_logins"] {
      #expect(totals?[key] as? Int != nil && totals?[key] as? Int == alone?[key] as? Int, "\(key)")
    }
    let ready = usage?["readiness"] as? [String: Any]
    let readyAlone = logs["readiness"] as? [String: Any]
    for key in ["locked_out_users", "locked_out_clients", "locked_out_sessions"] {
      #expect(ready?[key] as? Int == readyAlone?[key] as? Int, "\(key)")
    }
    let names = ((report["attackers"] as? [String: Any])?["names"] as? [String: Any])?["names"]
    #expect(names as? Int ?? 0 > 0)
  }

  /// Where lines or the rest of a log could not be read, the report is no surer than the logs: of
  /// the run's store, of one that it was merged into, and of records alone as far as they go.
  @Test(arguments: [
    ("good.log", "ready", 0), ("good.log bad.log", "cannot-tell", 0),
    ("good.log cut.log.gz", "cannot-tell", 2),
  ])
  func notRead(logs: String, verdict: String, status: Int32) throws {
    let head = """
      #Software: Microsoft Internet Information Services 10.0
      #Fields: date time c-ip c-port cs-username s-ip s-port cs-method cs-uri-stem sc-status \
      x-session

      """
    let session = [
      "- 10.0.0.1 21 AUTH TLS 234", "- 10.0.0.1 21 USER anna 331", "- 10.0.0.1 21 PASS *** 230",
      "anna 10.0.0.1 21 PROT P 200",
    ].map {
      "2026-11-02 10:00:00 192.0.2.1 40000 \($0) 00000000-1111-4111-8111-000000000001\n"
    }.joined()
    try bench.write(head + session, "good.log")
    let broken = session.replacing("0001\n", with: "0002\n").replacing(" 234 ", with: " 234x ")
    try bench.write(head + broken.replacing(" 230 ", with: " 230x "), "bad.log")
    _ = try bench.run(
      "for i in $(seq 1003 1400); do sed \"s/0001$/$i/\" good.log; done > cut.log; "
        + "gzip cut.log; truncate -s -20 cut.log.gz")
    let survey = try bench.run(
      "ftpscope survey \(logs.split(separator: " ").map { "--logs \($0)" }.joined(separator: " ")) "
        + "--survey a --out r --store s.db")
    #expect(survey.status == status, "\(survey.errors)")
    #expect(Self.verdict(try bench.run("cat r/logs.json").json) == verdict)
    for line in [
      "cat r/report.json",
      "ftpscope store merge --store t.db s.db && ftpscope report --store t.db",
      "ftpscope report s.db",
    ] {
      let report = try bench.run(line).json
      #expect(Self.verdict(report["usage"] as? [String: Any]) == verdict, "\(line)")
      let notRead = (report["method"] as? [String: Any])?["not_read"] as? [Any]
      #expect(notRead?.isEmpty == (verdict == "ready"), "\(line)")
    }
    let records = try bench.run(
      "ftpscope store export s.db | ftpscope report - --format markdown"
    ).text
    #expect(records.contains("don’t say") || !records.contains("Ready:"), "\(records)")
    let pruned = try bench.run(
      "ftpscope store prune s.db --record session; "
        + "ftpscope names '\(Self.examples)/names' --store s.db --survey a --format table > names; "
        + "ftpscope report --store s.db"
    ).json
    let left = (pruned["method"] as? [String: Any])?["not_read"] as? [[String: Any]]
    #expect(left?.contains { $0["record"] as? String == "session" } == false)
  }

  private static func verdict(_ usage: [String: Any]?) -> String? {
    (usage?["readiness"] as? [String: Any])?["verdict"] as? String
  }

  /// The same names and logs, surveyed again, are there again, and can be compared.
  @Test func again() throws {
    let survey =
      "ftpscope survey --names '\(Self.examples)/names' --logs '\(Self.examples)/logs/web-iis' "
      + "--store s.db"
    let first = try bench.run("\(survey) --survey m1 --out a")
    let second = try bench.run("\(survey) --survey m2 --compare m1 --out b")
    #expect(first.status == 0 && second.status == 0, "\(second.errors)")
    #expect(!second.errors.contains(" 0 new"), "\(second.errors)")
    let (one, other) = (
      try bench.run("cat a/report.json").json, try bench.run("cat b/report.json").json
    )
    #expect(other["survey"] as? String == "m2" && other["compared_with"] as? String == "m1")
    for key in ["usage", "attackers"] {
      #expect(one[key] as? NSDictionary == other[key] as? NSDictionary, "\(key)")
    }
    let merged = try bench.run("ftpscope store merge --store s.db --survey m3 s.db")
    #expect(!merged.errors.contains(" 0 new"), "\(merged.errors)")
    #expect(try bench.run("ftpscope report --store s.db --survey m3").status == 0)
  }

  /// A zone that names no domain has the one that is given, and readiness looks as far back as is
  /// said, in the report and in the summary of the logs.
  @Test func originAndWindow() throws {
    try bench.write("@ SOA ns host 1 2 3 4 5\nftp A 192.0.2.21\n", "own.zone")
    try bench.write(
      Logs.fields
        + Logs.session("1", "old", "a", auth: false).replacing("2026-10-", with: "2026-03-")
        + Logs.session("1", "anna", "b", auth: true), "long.log")
    let result = try bench.run(
      "ftpscope survey --names own.zone --origin example.org --logs long.log --window 400 --out r")
    #expect(result.status == 0, "\(result.errors)")
    let found = try bench.run("cat r/names.json").json
    #expect((found["labels"] as? [Any])?.count == 1, "\(found)")
    let report = try bench.run("cat r/report.json").json
    let usage = try #require(report["usage"] as? [String: Any])
    let alone = try bench.run("cat r/logs.json").json
    for readiness in [usage["readiness"], alone["readiness"]] {
      let readiness = try #require(readiness as? [String: Any])
      #expect(readiness["window_days"] as? Int == 400)
      #expect(readiness["locked_out_users"] as? Int == 1)
    }
    #expect(try bench.run("cat r/report.md").text.contains("looks at the last 400 days"))
    let wrong = try bench.run("ftpscope survey --logs long.log --window 0 --out w")
    #expect(wrong.status == 64)
  }

  /// What can't be done of a survey is told, and the rest is done; a later run goes on with it.
  @Test func theRestIsDone() throws {
    let result = try bench.run(
      "ftpscope survey --targets 192.0.2.0/15 --names '\(Self.examples)/names' --survey a --out r")
    #expect(result.status == 2 && result.errors.contains("say with --rate"), "\(result.errors)")
    let report = try bench.run("cat r/report.json").json
    let names = ((report["attackers"] as? [String: Any])?["names"] as? [String: Any])?["names"]
    #expect(names as? Int ?? 0 > 0)
    #expect(try bench.run("ls r").lines.contains("survey.unfinished"))
    let next = try bench.run(
      "touch r/names.json.1234567890abcdef.tmp; "
        + "ftpscope survey --names '\(Self.examples)/names' --out r; ls r")
    #expect(next.status == 0 && next.errors.contains("goes on with survey a"), "\(next.errors)")
    #expect(!next.text.contains("unfinished") && !next.text.contains(".tmp"), "\(next.text)")
  }

  /// Places are looked up for the report, whatever the records came from.
  @Test func places() throws {
    try bench.write(
      #"{"record":"service","id":"1","time":"2026-11-24T10:00:00Z","ip":"192.0.2.1","port":21,"#
        + #""status":"ok","mode":"clear","login_in_clear":"accepted","#
        + #""place":{"country":"de","asn":64496,"network":"Own"}}"#, "r.jsonl")
    try bench.write("192.0.2.0/24\n", "ranges.txt")
    let result = try bench.run(
      "ftpscope survey --records r.jsonl --cloud-ranges Ours=ranges.txt --out r; "
        + "cat r/report.json")
    let discovery = result.json["discovery"] as? [String: Any]
    for (key, name, wanted) in [("clouds", "cloud", "Ours"), ("countries", "country", "DE")] {
      let first = (discovery?[key] as? [[String: Any]])?.first
      #expect(first?[name] as? String == wanted, "\(result.errors)")
    }
    #expect((discovery?["networks"] as? [Any])?.count == 1)
    let lines = (result.json["advice"] as? [String: Any])?["providers"] as? [[String: Any]]
    #expect((lines?.first?["evidence"] as? String)?.contains("Ours 1") == true)
  }

  /// Where nothing was scanned and nothing is there, there is nothing to report.
  @Test(arguments: ["--names empty", "--logs empty", "--targets nosuch.invalid"])
  func nothing(asked: String) throws {
    try bench.write("", "empty")
    let result = try bench.run("ftpscope survey \(asked) --survey a --out r; echo $?; ls r")
    #expect(result.text.hasPrefix("2\n") && !result.text.contains("index.html"), "\(result.text)")
    #expect(result.errors.contains("survey a: there are no records to report"), "\(result.errors)")
  }

  /// Interrupted in the scan, the same command goes on, and nothing is missing.
  @Test(arguments: ["INT", "KILL"]) func interrupted(signal: String) throws {
    let survey =
      "ftpscope survey --targets 127.45.0.0/24 --ports 1 --rate 60 --out r --survey one"
    let first = try bench.run("timeout --preserve-status -s \(signal) 2 \(survey); echo $?")
    #expect(first.text.contains(signal == "INT" ? "130" : "137"), "\(first.text)")
    let second = try bench.run(survey.replacing("--rate 60", with: "--rate 2000"))
    #expect(second.status == 0 && second.errors.contains("goes on with"), "\(second.errors)")
    #expect(second.errors.contains("256 of 256 done"), "\(second.errors)")
    // A network without FTP has a report too.
    #expect(try bench.run("cat r/report.json").json["survey"] as? String == "one")
  }

  @Test(
    arguments: [
      ("", 64, "Name something"), ("--logs -", 64, "no standard input"),
      ("--logs none.log --out r", 2, "none.log"),
      ("--logs f --names none.txt --out r", 2, "none.txt"),
      ("--names f --records none.jsonl --out r", 2, "none.jsonl"),
      ("--target 127.0.0.1 --out r", 64, "Unknown option '--target'"),
      ("--targets 127.0.0.1 --per-host 0 --out r", 64, "--per-host wants"),
      ("--targets 127.0.0.1 --threads 0 --out r", 64, "--threads wants"),
      ("--names f --out f/r", 2, "--out"),
      ("--names f --survey a --compare a", 64, "another survey"),
      ("--names f --store s.db --compare x", 2, "there is no survey x; there are: 1"),
      ("--names f --compare x --out r", 2, "there is no store yet"),
      ("--targets 300.1.1.1 --names f --out r", 64, "300.1.1.1: neither an address nor a name"),
      ("--targets 127.0.0.1 --rate 0 --out r", 64, "--rate wants"),
      ("--names f --geo f --out r", 2, "no database in MaxMind's format"),
      ("--names f --cloud-ranges f --out r", 2, "f: "),
      ("--names f --store f --out r", 2, "f: is no store"),
    ] as [(String, Int32, String)])
  func refused(line: String, status: Int32, words: String) throws {
    try bench.write("x\n", "f")
    let record =
      #"{"record":"service","id":"1","time":"2026-11-24T10:00:00Z","ip":"192.0.2.1","port":21,"#
      + #""status":"ok"}"#
    try bench.write(record, "r.jsonl")
    _ = try bench.run("ftpscope store merge --store s.db --survey 1 r.jsonl")
    let result = try bench.run("ftpscope survey \(line)")
    // Nothing is begun that would be refused.
    #expect(!result.errors.contains("reading"), "\(result.errors)")
    #expect(!result.errors.contains("CommandError"))
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }
}
