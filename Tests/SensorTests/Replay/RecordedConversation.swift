import Foundation
import TestSupport

/// What a client and a real server said to each other, one section of a transcript.
struct RecordedConversation: Sendable {
  enum Line: Sendable, Equatable {
    case client(String)
    /// With its code; `<…>` where the server said nothing: it closed, or the client failed.
    case server(String)
    /// A handshake on the control connection.
    case tls(String)
    /// What became of the data connection.
    case data(String)
  }

  var title: String
  var lines: [Line] = []

  /// The recorded servers, beside the checkout or where FTPSCOPE_SAMPLES leads; nil without.
  static let folder: URL? = {
    let told = ProcessInfo.processInfo.environment["FTPSCOPE_SAMPLES"].map { URL(filePath: $0) }
    let candidates = [
      told?.appending(path: "transcripts"),
      told?.deletingLastPathComponent().appending(path: "transcripts"),
      Project.root.deletingLastPathComponent().appending(path: "shared/samples/transcripts"),
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static func all(of name: String) throws -> [RecordedConversation] {
    guard let folder else { return [] }
    let text = try String(contentsOf: folder.appending(path: "\(name).txt"), encoding: .utf8)
    var all: [RecordedConversation] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("--- ") {
        all.append(RecordedConversation(title: String(line.dropFirst(4))))
      } else if let read = Self.line(line), !all.isEmpty {
        all[all.count - 1].lines.append(read)
      }
    }
    return all
  }

  private static func line(_ line: Substring) -> Line? {
    let rest = String(line.dropFirst(3))
    if line.hasPrefix("C: ") { return .client(rest) }
    if line.hasPrefix("S: ") { return .server(rest) }
    if line.hasPrefix("D: ") { return .data(rest) }
    return line.hasPrefix("TLS ") ? .tls(String(line.dropFirst(4))) : nil
  }
}
