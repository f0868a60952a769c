@testable import Survey

/// A server that answers by the book of a test.
struct Script: Sendable {
  /// What a connection, or the handshake on it, comes to.
  enum Handshake: Sendable, Equatable {
    case works, fails, resets, stalls
    /// A reset, once a part of the handshake has come.
    case breaksOff
    /// An alert, where ALPN is offered.
    case refusesALPN
    /// An alert, where TLS 1.3 is offered.
    case refusesTLS13
    /// An end without an alert, where ALPN is offered.
    case endsForALPN(Conversation.Loss)
    /// An end without an alert, where TLS 1.3 is offered.
    case endsForTLS13(Conversation.Loss)
    /// Silence, where ALPN is offered.
    case stallsForALPN
    /// An alert that tells what is wanted of clients.
    case demands(Conversation.Demand)
    /// Our hello comes back.
    case echoes
    case plaintext(String)
    /// A text in clear where TLS comes first; after AUTH it works.
    case plaintextFirst(String)
  }

  /// What comes upon connecting, one for each connection, the last for all that follow; with TLS
  /// from the start it comes inside.
  ///
  /// In these and in the answers `<close>`, `<reset>`, `<alert>` and `<silence>` are what they say,
  /// also behind a text; `<certificate>` is the alert that wants one. A greeting `<reset at once>`
  /// comes before we know of the connection.
  var greetings: [String] = ["220 ready"]
  /// Answers in clear, by verb, by `VERB argument`, or with `after VERB ` before them, for a
  /// connection on which that was asked, or `before FEAT ` for one on which FEAT was not.
  var clear: [String: String] = [:]
  /// Answers inside TLS.
  var inside: [String: String] = [:]
  /// How lines end. Where that is CR alone, nothing else comes until the timer ends.
  var lineEnd = "\r\n"
  var handshake = Handshake.works
  /// Connections in clear that are taken; further ones are refused.
  var connectionsMaximum = Int.max
  var connectFailure: Conversation.ConnectFailure?

  static let bye = "221 bye"

  /// The answer to a command behind the verbs that were asked on the connection.
  func answer(to command: String, isInside: Bool, behind asked: Set<String>) -> String {
    let book = isInside ? inside : clear
    let verb = String(command.split(separator: " ")[0])
    var keys = [command, verb]
    if !asked.contains("FEAT") { keys = keys.map { "before FEAT \($0)" } + keys }
    keys = asked.flatMap { before in keys.map { "after \(before) \($0)" } } + keys
    for key in keys {
      if let answer = book[key] { return answer }
    }
    return verb == "QUIT" ? Self.bye : "500 what?"
  }
}
