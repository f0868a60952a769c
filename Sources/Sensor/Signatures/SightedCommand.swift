/// A command as a signature sees it.
public struct SightedCommand: Sendable {
  /// In capitals where it is a word.
  var verb: [UInt8]
  /// What stands behind the verb and one space; of PASS too.
  var argument: [UInt8]
  /// The whole line as it came, where telnet's commands were taken out of it; else empty.
  var raw: [UInt8]
  /// Whether the line was cut, being longer than `SessionLimits.lineBytesMaximum`.
  var isTooLong: Bool
  /// Whether a login came before it.
  var isLoggedIn: Bool

  public init(
    verb: [UInt8], argument: [UInt8], raw: [UInt8] = [], isTooLong: Bool = false,
    isLoggedIn: Bool = false
  ) {
    self.verb = verb
    self.argument = argument
    self.raw = raw
    self.isTooLong = isTooLong
    self.isLoggedIn = isLoggedIn
  }
}
