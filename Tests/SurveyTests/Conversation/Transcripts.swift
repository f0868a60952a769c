import Foundation
import TestSupport

/// Conversations with real servers, read where they lie, beside the checkout or in FTPSCOPE_SAMPLES'
/// neighbourhood.
enum Transcripts {
  static let folder: URL? = {
    let told = ProcessInfo.processInfo.environment["FTPSCOPE_SAMPLES"].map { URL(filePath: $0) }
    let beside = Project.root.deletingLastPathComponent().appending(path: "shared/samples")
    let candidates = [
      told?.appending(path: "transcripts"),
      told?.deletingLastPathComponent().appending(path: "transcripts"),
      beside.appending(path: "transcripts"),
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  struct Section {
    let title: String
    /// Commands and their replies in order; the greeting answers the command "".
    var exchanges: [(command: String, reply: String)] = []
    var isTLSFromStart = false
    var hasFailedTLS = false
    var tlsAt: Int?
  }

  static func sections(_ text: String) -> [Section] {
    var sections: [Section] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") {
        sections.append(Section(title: String(line.dropFirst(4))))
        sections[sections.count - 1].exchanges.append(("", ""))
        continue
      }
      guard let last = sections.indices.last else { continue }
      if line.hasPrefix("C: ") {
        sections[last].exchanges.append((String(line.dropFirst(3)), ""))
      } else if line.hasPrefix("S: ") {
        let at = sections[last].exchanges.count - 1
        let said = line.dropFirst(3)
        let isEnd = said.hasPrefix("<")
        let before = sections[last].exchanges[at].reply
        let reply = isEnd ? "<close>" : String(said)
        sections[last].exchanges[at].reply =
          before.isEmpty || isEnd ? before + reply : before + "\r\n" + reply
      } else if line.hasPrefix("TLS ") {
        let count = sections[last].exchanges.count
        if count == 1, sections[last].exchanges[0].reply.isEmpty {
          sections[last].isTLSFromStart = true
        }
        if sections[last].tlsAt == nil { sections[last].tlsAt = count }
      } else if line.hasPrefix("X: SSL") || line.hasPrefix("X: Timeout") {
        sections[last].hasFailedTLS = true
      }
    }
    return sections
  }

  /// A script that answers as the server of a transcript did.
  static func script(_ name: String) throws -> Script? {
    guard let folder else { return nil }
    let file = folder.appending(path: "\(name).txt")
    let sections = sections(String(decoding: try Data(contentsOf: file), as: UTF8.self))
    var script = Script()
    func section(_ title: String) -> Section? { sections.first { $0.title.hasPrefix(title) } }
    script.greetings = [section("pre-TLS: FEAT")?.exchanges.first?.reply ?? ""]
    let isImplicit = section("pre-TLS: FEAT")?.isTLSFromStart == true
    var inClear: [String: String] = [:]
    for title in ["pre-TLS: FEAT", "pre-TLS USER unknown", "pre-TLS USER anonymous", "AUTH SSL"] {
      for (command, reply) in section(title)?.exchanges.dropFirst() ?? [] {
        let key = command.hasPrefix("USER nosuch") ? "USER" : command
        inClear[key] = inClear[key] ?? reply
      }
    }
    let login = section("USER before AUTH")?.exchanges ?? []
    if let auth = login.first(where: { $0.command == "AUTH TLS" }) {
      inClear["after USER AUTH TLS"] = auth.reply
    }
    var inside: [String: String] = [:]
    for title in ["TLS session: all", "TLS session 2"] {
      guard let found = section(title) else { continue }
      let tlsAt = found.tlsAt ?? found.exchanges.count
      for (index, exchange) in found.exchanges.enumerated() where index > 0 {
        let key = exchange.command.hasPrefix("USER nosuch") ? "USER" : exchange.command
        if index < tlsAt { inClear[key] = exchange.reply } else { inside[key] = exchange.reply }
      }
    }
    if isImplicit { inside.merge(inClear) { first, _ in first } }
    script.clear = inClear
    script.inside = inside
    let agreed = inClear["AUTH TLS"]?.hasPrefix("234") == true
    if agreed, section("TLS session: all")?.hasFailedTLS == true { script.handshake = .resets }
    return script
  }
}
