import Bytes

/// A command as far as protection is concerned: its verb and what its argument asks for.
public struct Command: Equatable, Sendable, Codable {
  /// What is asked.
  public var verb: Verb
  /// What AUTH asked for; nil for other verbs.
  public var mechanism: AuthMechanism?
  /// What PROT asked for; nil for other verbs and for a level that RFC 2228 does not name.
  public var level: ProtectionLevel?

  /// Without an argument.
  public init(_ verb: Verb) { self.verb = verb }

  public init(_ verb: Verb, argument: ByteSlice) {
    self.verb = verb
    mechanism = verb == .auth ? AuthMechanism(argument) : nil
    level = verb == .prot ? ProtectionLevel(argument.trimmed) : nil
  }

  /// The command as it crosses the wire, with the argument of AUTH and PROT only: other arguments
  /// are names and secrets.
  public var text: String {
    if let mechanism { return "AUTH \(mechanism.name)" }
    if let level { return "PROT \(level.letter)" }
    return verb.name
  }
}
