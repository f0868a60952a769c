import Bytes
import Testing

@testable import FTPProtocol

/// A conversation and what it comes to. Steps are `VERB ARGUMENT CODE`, one after another with
/// commas between; `seen`, `handshake` and `failed-handshake` are what a log tells without a
/// command. The outcome is `verdict level credentials clear/private/unknown`, transfers last, and
/// then what else holds: `cleared`, `inferred`.
struct Conversation: Sendable, CustomTestStringConvertible {
  var name: String
  var start: SessionProtection.Start
  var steps: String
  var outcome: String
  var rules: SessionProtection.ServerRules

  init(
    _ name: String, _ start: SessionProtection.Start, _ steps: String, _ outcome: String,
    rules: SessionProtection.ServerRules = .init()
  ) {
    self.name = name
    self.start = start
    self.steps = steps
    self.outcome = outcome
    self.rules = rules
  }

  var testDescription: String { name }

  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    let (session, _) = played()
    #expect(session.inWords == outcome, "\(name): \(steps)", sourceLocation: sourceLocation)
  }

  /// The session at the end, and what each step showed.
  func played() -> (SessionProtection, [SessionProtection.Observation]) {
    var session = SessionProtection(start: start, rules: rules)
    let seen = steps.split(separator: ",").map { session.play(String($0)) }
    return (session, seen)
  }
}

extension SessionProtection {
  /// Feeds one step.
  mutating func play(_ step: String) -> Observation {
    let words = step.split(separator: " ").map(String.init)
    switch words.first {
    case "seen": commandSeen()
    case "handshake": handshakeFinished()
    case "failed-handshake": handshakeFailed()
    default:
      guard let verb = words.first, let code = words.last.flatMap({ Int($0) }) else {
        Issue.record("no step: \(step)")
        return .nothing
      }
      let argument = words.dropFirst().dropLast().joined(separator: " ")
      return withBytes(verb) { verb in
        withBytes(argument) { argument in
          replyReceived(to: Command(Verb(verb), argument: argument), code: code)
        }
      }
    }
    return .nothing
  }

  var inWords: String {
    var words = ["\(verdict)", level?.letter ?? "-", credentials.map { "\($0)" } ?? "-"]
    words.append("\(clearTransfers)/\(privateTransfers)/\(unknownTransfers)")
    if controlCleared { words.append("cleared") }
    if authInferred { words.append("inferred") }
    return words.joined(separator: " ")
  }
}

/// Lends a text's bytes.
func withBytes<Result>(_ text: String, _ body: (ByteSlice) -> Result) -> Result {
  var text = text
  return text.withUTF8 { body(ByteSlice($0)) }
}
