import Bytes
import Foundation
import Inputs
import Records
import TestSupport
import Testing

@testable import Usage

/// A temporary folder of logs, gone with the value that names it.
final class LogFolder {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws { folder = try TemporaryFolder() }

  /// Makes these the folder's only files.
  func hold(_ files: [String: String]) throws {
    try hold(files.mapValues { Data($0.utf8) })
  }

  /// Makes these the folder's only files.
  func hold(_ files: [String: Data]) throws {
    for old in folder.names { try FileManager.default.removeItem(atPath: folder.path(old)) }
    for (name, data) in files { try folder.write(data, name) }
  }

  /// Reads the folder on from a state; gives the answer, and the state for the next run as a file
  /// would keep it.
  func run(
    from state: LogState, _ configure: (inout LogOptions) -> Void = { _ in }
  ) async throws -> (UsageSummary, LogState) {
    var options = LogOptions()
    configure(&options)
    let analysis = try LogAnalysis(options: options, state: state)
    let summary = try await analysis.run(InputPaths.files([path]).files)
    let left = try JSONEncoder().encode(try #require(analysis.state))
    return (summary, try JSONDecoder().decode(LogState.self, from: left))
  }

  /// Reads all that the folder holds.
  func analyse(_ configure: (inout LogOptions) -> Void = { _ in }) async throws -> Analysed {
    try await Analysed(of: [path], configure)
  }
}

/// What the analysis of some logs gave.
struct Analysed {
  var summary: UsageSummary
  var sessions: [SessionRecord]

  /// Reads files and folders.
  init(of paths: [String], _ configure: (inout LogOptions) -> Void = { _ in }) async throws {
    var options = LogOptions()
    options.year = 2026
    options.wantsRecords = true
    configure(&options)
    let analysis = try LogAnalysis(options: options)
    var sessions: [SessionRecord] = []
    analysis.onSession = { sessions.append($0.record) }
    summary = try await analysis.run(InputPaths.files(paths).files)
    self.sessions = sessions
  }

  /// Reads one log.
  init(
    log: String, name: String = "x.log", _ configure: (inout LogOptions) -> Void = { _ in }
  ) async throws {
    try await self.init(files: [name: log], configure)
  }

  /// Reads several logs of one folder.
  init(
    files: [String: String], _ configure: (inout LogOptions) -> Void = { _ in }
  ) async throws {
    let folder = try LogFolder()
    try folder.hold(files)
    self = try await folder.analyse(configure)
  }

  /// The sessions in the order in which they began.
  var inOrder: [SessionRecord] {
    sessions.enumerated().sorted {
      ($0.element.start?.milliseconds ?? 0, $0.offset)
        < ($1.element.start?.milliseconds ?? 0, $1.offset)
    }.map(\.element)
  }

  /// The sessions in a few words each, in the order in which they began.
  var words: [String] { inOrder.map(\.words) }

  /// The sessions as JSON Lines and the summary as JSON, as the command writes them.
  var json: (sessions: String, summary: String) {
    var lines = JSONWriter()
    for session in sessions {
      session.write(to: &lines)
      lines.newline()
    }
    var writer = JSONWriter()
    summary.write(to: &writer)
    return (
      String(decoding: lines.bytes, as: UTF8.self), String(decoding: writer.bytes, as: UTF8.self)
    )
  }
}

extension SessionRecord {
  /// The user and the verdict.
  var words: String { "\(user ?? "-") \(verdict)" }

  /// `explicit P protected succeeded 1/2/0 certain`: control channel, level in force, credentials,
  /// login, transfers in clear/private/unknown, doubts. What is not there is `-`; refusals follow.
  var verdict: String {
    let doubts = doubts.map { $0.prefix { $0 != ":" } }.joined(separator: ",")
    var parts = [
      control.rawValue, dataLevel ?? "-", credentials.rawValue, login.rawValue,
      "\(transfers.clear)/\(transfers.private)/\(transfers.unknown)",
      doubts.isEmpty ? "certain" : doubts,
    ]
    for refusal in refusals { parts.append("[\(refusal.verb) \(refusal.code): \(refusal.reason)]") }
    return parts.joined(separator: " ")
  }
}

/// A log and the sessions expected of it.
struct LogCase: CustomTestStringConvertible, Sendable {
  var name: String
  var log: String
  var expected: [String]

  init(_ name: String, _ log: String, _ expected: [String]) {
    self.name = name
    self.log = log
    self.expected = expected
  }

  var testDescription: String { name }
}
