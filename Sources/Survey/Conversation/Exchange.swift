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
  /// Whether USER is taken (RFC 959 §5.4, RFC 2228 §5.1): the user is in, or has to go on, with 336
  /// by a password that answers a challenge.
  var takesUser: Bool {
    switch code {
    case 230, 232, 331, 332, 336: true
    default: false
    }
  }

  /// Whether USER is refused for good, and not the command itself or its order (RFC 959 §4.2.1).
  var refusesName: Bool { (504..<600).contains(code) }

  /// Whether a refusal of USER is one for want of TLS: by its code, which RFC 2228 §3 keeps for
  /// reasons of policy, or because its words say so. Those of a name that is not liked do not, nor
  /// does TLS that is only spoken of.
  var wantsTLS: Bool {
    guard isNegative else { return false }
    if code == 533 || code == 534 || Self.complaints.contains(where: says) { return true }
    let isNamed =
      Self.names.contains(where: saysByItself) || Self.descriptions.contains(where: says)
    let isDemanded =
      Self.demandingWords.contains(where: saysByItself) || Self.demandingStems.contains(where: says)
    return isNamed && isDemanded && !Self.denials.contains(where: says)
  }

  /// Of the connection as it is, or of AUTH as what comes first: `Must perform authentication
  /// before identifying USER` is what the ftpd of MIT's Kerberos says.
  private static let complaints: [StaticString] = [
    "cleartext", "clear text", "clear-text", "plaintext", "plain text", "plain-text", "plain FTP",
    "unencrypted", "not encrypted", "insecure", "AUTH first", "AUTH before", "use AUTH",
    "send AUTH", "issue AUTH", "authentication before",
  ]
  private static let names: [StaticString] = [
    "TLS", "TLSv", "SSL", "SSLv", "FTPS", "FTPES", "STARTTLS",
  ]
  private static let descriptions: [StaticString] = [
    "encrypt", "secure connection", "secure session", "secure channel", "secure mode",
  ]
  private static let demandingWords: [StaticString] = [
    "must", "only", "first", "before", "use", "using",
  ]
  private static let demandingStems: [StaticString] = [
    "requi", "need", "mandatory", "necessary", "enforce", "have to", "has to", "turn on", "oblig",
    "erforderlich", "verwenden", "utilis",
  ]
  private static let denials: [StaticString] = [
    "optional", "not support", "not need", "not requi", "n't need", "n't requi", "no need",
    "no TLS", "no SSL",
  ]
}
