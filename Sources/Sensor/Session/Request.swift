import Bytes
import FTPProtocol

/// A command line that is to be answered, and when it came.
struct Request: Sendable {
  var line: CommandLine
  var arrived: Timestamp
  var isPipelined: Bool
  /// What protection makes of it.
  var verb = Verb.other
  /// Whether its password is in an observed login.
  var isPasswordTold = false

  var argument: [UInt8] { line.argument }

  /// The command as `SessionProtection` reads it.
  var command: Command {
    guard verb == .auth || verb == .prot else { return Command(verb) }
    return line.argument.withSlice { Command(verb, argument: $0) }
  }
}
