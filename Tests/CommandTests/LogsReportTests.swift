import Foundation
import TestSupport
import Testing

/// What `ftpscope logs` concludes of a log, and `ftpscope report` of its records: the same.
@Suite struct LogsReportTests {
  private let bench: TemporaryFolder

  init() throws { bench = try TemporaryFolder() }

  @Test(arguments: ["Examples/logs", "long", "again", "refused"])
  func readiness(_ name: String) throws {
    var path = Project.root.appending(path: name).path
    if name == "long" {
      // In clear in March and in October, by one user each, on one client.
      path = "long.log"
      let march = Logs.session("1", "old", "a", auth: false).replacing("2026-10-", with: "2026-03-")
      let october =
        Logs.session("1", "anna", "b", auth: true) + Logs.session("1", "ben", "c", auth: false)
        + Logs.session("2", "anna", "d", auth: true)
      try bench.write(Logs.fields + march + october, path)
    }
    if name == "again" {
      // Two users on one connection.
      path = "again.log"
      let first = Logs.session("1", "anna", "a", auth: false).split(separator: "\n")
      let second = Logs.session("1", "ben", "a", auth: false).split(separator: "\n")
      let lines = first.dropLast() + second.dropFirst()
      try bench.write(Logs.fields + lines.map { "\($0)\n" }.joined(), path)
    }
    if name == "refused" {
      // A password that was refused in clear, and taken under TLS.
      path = "refused.log"
      let refused = Logs.session(
        "1", "a",
        [
          "- ControlChannelOpened - -", "- USER anna 331", "- PASS *** 530", "- AUTH TLS 234",
          "- USER anna 331", "anna PASS *** 230", "anna ControlChannelClosed - -",
        ])
      let clear = Logs.session("2", "ben", "c", auth: false)
      try bench.write(Logs.fields + refused + clear, path)
    }
    let logs = try bench.run("ftpscope logs --format json \(path)").json
    let made = try bench.run("ftpscope logs --format jsonl \(path) > r.jsonl")
    #expect(made.status == 0)
    let report = try bench.run("ftpscope report --format json r.jsonl").json
    let usage = try #require(report["usage"] as? [String: Any])
    let ofLogs = try #require(logs["readiness"] as? [String: Any])
    let ofReport = try #require(usage["readiness"] as? [String: Any])
    #expect(try Self.text(Self.days(ofLogs)) == Self.text(ofReport))
    #expect((ofReport["users"] as? [Any])?.isEmpty == false)
    if name == "refused" { #expect(ofReport["locked_out_users"] as? Int == 1) }
    for field in ["sessions", "clear_logins", "protected_logins"] {
      let counts = [logs, usage].map { ($0["totals"] as? [String: Any])?[field] as? Int }
      #expect(counts[0] != nil && counts[0] == counts[1], "\(field)")
    }
    if name == "again" { #expect(ofReport["locked_out_users"] as? Int == 2) }
    #expect((ofReport["earlier_users"] as? [Any])?.isEmpty == (name != "long"))
  }

  /// With days in place of times.
  private static func days(_ readiness: [String: Any]) -> [String: Any] {
    readiness.mapValues { value in
      guard let parties = value as? [[String: Any]] else { return value }
      return parties.map { party in
        var party = party
        party["last"] = (party["last"] as? String).map { String($0.prefix(10)) }
        return party
      }
    }
  }

  private static func text(_ value: [String: Any]) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.sortedKeys, .prettyPrinted])
    return String(decoding: data, as: UTF8.self)
  }
}
