import Bytes
import FTPProtocol

/// A command as a client typed it and a log kept it. What may be a secret is left behind: the
/// argument of PASS and ACCT, and everything behind a word that is no verb.
struct CommandText {
  var verb: Verb
  var argument: ByteSlice

  init(_ text: ByteSlice) {
    let end = text.firstIndex(of: 0x20) ?? text.count
    self.init(verb: text[0..<end], argument: text.dropFirst(end + 1))
  }

  /// A verb and its argument that stand apart.
  init(verb word: ByteSlice, argument text: ByteSlice) {
    verb = Verb(word)
    switch verb {
    case .pass, .acct, .adat, .other: argument = .empty
    default: argument = text.trimmed
    }
  }
}
