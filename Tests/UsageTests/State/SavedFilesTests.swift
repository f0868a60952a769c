import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// A session that was open when a run ended, of whose files the next run has others.
@Suite struct SavedFilesTests {
  private static func session(_ day: Int, process: Int, isOpen: Bool = false) -> String {
    let date = "2026-10-\(day < 10 ? "0" : "")\(day)T10:00:0"
    let host = "+00:00 h pure-ftpd[\(process)]:"
    let lines = [
      "\(date)1\(host) (?@192.0.2.9) [INFO] New connection from 192.0.2.9",
      "\(date)2\(host) (?@192.0.2.9) [INFO] anna is now logged in",
      "\(date)9\(host) (anna@192.0.2.9) [INFO] Logout.",
    ]
    return lines.prefix(isOpen ? 2 : 3).map { $0 + "\n" }.joined()
  }

  /// Runs over a folder from a state; gives each session that ended, and what is left.
  private static func run(
    _ folder: LogFolder, from state: LogState
  ) async throws -> ([LoggedSession], LogState) {
    var options = LogOptions()
    options.wantsRecords = true
    let analysis = try LogAnalysis(options: options, state: state)
    var sessions: [LoggedSession] = []
    analysis.onSession = { sessions.append($0) }
    _ = try await analysis.run(InputPaths.files([folder.path]).files)
    let left = try JSONEncoder().encode(try #require(analysis.state))
    return (sessions, try JSONDecoder().decode(LogState.self, from: left))
  }

  /// Where its log has been rolled, its lines are found in what it is called now; where the log is
  /// gone, they are told of as it was called. It goes on from run to run.
  @Test(arguments: [
    (["syslog.1": "open"], "syslog.1:2"), (["syslog": "open+end"], "syslog:2"),
    (["syslog.1": "open", "syslog": "end"], "syslog.1:2"), (["syslog": "end"], "syslog:2"),
  ]) func evidence(_ next: [String: String], _ place: String) async throws {
    let open = Self.session(20, process: 99, isOpen: true)
    let texts = ["open": open, "open+end": open + Self.end, "end": Self.end]
    let folder = try LogFolder()
    var old: [String: String] = [:]
    for day in 1...9 { old["syslog.\(10 - day)"] = Self.session(day, process: day) }
    try folder.hold(old.merging(["syslog": open]) { $1 })
    var (sessions, state) = try await Self.run(folder, from: LogState())
    #expect(sessions.count == 9)
    try folder.hold(next.mapValues { texts[$0] ?? "" })
    (sessions, state) = try await Self.run(folder, from: state)
    if next.values.contains(where: { $0.hasSuffix("end") }) {
      try #require(sessions.count == 1)
    } else {
      #expect(sessions.isEmpty)
      try folder.hold(["syslog": Self.end])
      (sessions, state) = try await Self.run(folder, from: state)
    }
    #expect(sessions.map(\.record.user) == ["anna"])
    let evidence = try #require(sessions.first?.evidence.first)
    #expect(evidence.path == "\(folder.path)/\(place.dropLast(2))")
    #expect(evidence.line == 2)
  }

  /// The last line of the open session, and one that ends it a minute later.
  private static let end =
    session(20, process: 99).split(separator: "\n").last.map { $0 + "\n" }! + later
  private static let later = session(21, process: 100)
}
