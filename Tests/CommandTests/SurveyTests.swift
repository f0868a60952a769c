import Foundation
import Testing

/// `ftpscope survey` as a user runs it.
@Suite struct SurveyTests {
  private let bench: Workbench
  private static let examples = SchemaTests.root.appending(path: "Examples").path

  init() throws { bench = try Workbench() }

  @Test func everything() throws {
    let result = try bench.run(
      "ftpscope survey --targets 127.0.0.1 --ports 1 --names '\(Self.examples)/names' "
        + "--logs '\(Self.examples)/logs' --year 2026 --survey one --out r")
    #expect(result.status == 0 && result.errors.contains("r/index.html"), "\(result.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path + "/r")
      .sorted()
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
      ("--logs none.log --out r", 2, "none.log"), ("--names f --out f/r", 2, "--out"),
    ] as [(String, Int32, String)])
  func refused(line: String, status: Int32, words: String) throws {
    try bench.write("x", "f")
    let result = try bench.run("ftpscope survey \(line)")
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }
}
