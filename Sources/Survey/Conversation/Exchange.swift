import Bytes
import FTPProtocol
import Records

/// A question and what became of it.
struct Exchange: Equatable, Sendable {
  enum Result: Equatable, Sendable {
    case reply(Reply)
    /// The connection ended before an answer came.
    case lost(Conversation.Loss)
    case timedOut
    /// A line without a code came, and nothing more in time.
    case codeless([UInt8])
  }

  let question: Question
  let isInsideTLS: Bool
  /// Which connection, from 1.
  let connection: Int
  /// Whether USER had been asked on the connection before, with whatever name.
  let isAfterUser: Bool
  let result: Result

  var reply: Reply? {
    if case .reply(let reply) = result { reply } else { nil }
  }

  /// Whether something was said, with a code or without.
  var isAnswered: Bool {
    switch result {
    case .reply, .codeless: true
    case .lost, .timedOut: false
    }
  }

  /// The exchange as evidence: `TLS: PROT P 200 Protection set to Private`.
  var words: String {
    let prefix = isInsideTLS ? "TLS: " : ""
    switch result {
    case .reply(let reply): return prefix + Self.words(question.verb, reply)
    case .lost(.closed): return "\(prefix)\(question.verb): connection closed"
    case .lost(.reset): return "\(prefix)\(question.verb): connection reset"
    case .lost(.alert(let why)), .lost(.other(let why)): return "\(prefix)\(question.verb): \(why)"
    case .codeless(let line):
      return "\(prefix)\(question.verb), without a code: \(Array(line.prefix(200)).escapedText)"
    case .timedOut: return "\(prefix)\(question.verb): no answer in time"
    }
  }

  /// What a reply to something says, in a line: its first 200 bytes.
  static func words(_ verb: String, _ reply: Reply) -> String {
    let text = reply.text.prefix(200).map { $0 == 0x0A ? 0x20 : $0 }
    return text.isEmpty ? "\(verb) \(reply.code)" : "\(verb) \(reply.code) \(text.escapedText)"
  }

  var answer: ServiceRecord.Answer? {
    reply.map { .init(verb: question.verb, code: $0.code, text: $0.text.escapedText) }
  }
}

extension Reply {
  /// Whether USER is refused for good, and not the command itself or its order (RFC 959 §4.2.1).
  var refusesName: Bool { (504..<600).contains(code) }
}
