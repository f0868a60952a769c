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

/// What a session waits for before it takes the next command.
enum Waiting {
  case nothing
  /// A handshake on the control connection.
  case handshake
  /// A port to listen on; the PASV or EPSV that asked.
  case port(Request, isExtended: Bool)
  /// The end of a pause, and what is done then.
  case pause([SessionAction])
}

/// Where the next data connection comes from.
enum DataSource: Equatable {
  case nowhere
  case passive
  case active(port: UInt16)
}

/// Who a session is.
struct LoginState {
  var isLoggedIn = false
  /// Whether USER was answered and PASS is to come.
  var awaitsPassword = false
  var user: [UInt8] = []
  var isAnonymous = false
  var failures = 0
  /// Logins that are to be refused yet, of `LoginRule.after`.
  var refusalsLeft = 0
}
