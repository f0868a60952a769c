/// A command and what was answered.
public struct CommandObservation: Equatable, Sendable {
  /// In capitals where it is a word, as it came where it is none.
  var verb: [UInt8]
  /// Without the password of a PASS that was a login, which has it.
  var argument: [UInt8]
  /// The last code of the answer; nil where none was given.
  var code: Int?
  /// Milliseconds since the answer to the command before, or since the greeting.
  var millisecondsSincePrevious: Int
  /// Whether it came before the answer to the one before it.
  var isPipelined: Bool
}
