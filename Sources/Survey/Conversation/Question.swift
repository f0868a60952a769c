import FTPProtocol
import Records

/// A command that a survey asks a server.
enum Question: Equatable, Sendable {
  case feat, syst, user, anonymous
  case authTLS, authSSL
  case pbsz, protP, protC
  /// SMTP's greeting (RFC 5321 §4.1.1.1), asked only where no command of FTP was understood.
  case ehlo
  case quit

  /// The command as a record names it: names that were asked for are left out, except that of the
  /// anonymous user.
  var verb: String {
    switch self {
    case .feat: "FEAT"
    case .syst: "SYST"
    case .user: "USER"
    case .anonymous: "USER anonymous"
    case .authTLS: "AUTH TLS"
    case .authSSL: "AUTH SSL"
    case .pbsz: "PBSZ"
    case .protP: "PROT P"
    case .protC: "PROT C"
    case .ehlo: "EHLO"
    case .quit: "QUIT"
    }
  }

  /// The command with its line end.
  var command: [UInt8] {
    let line =
      switch self {
      // A name that no server has.
      case .user: "USER ftpscope-no-such-user"
      case .pbsz: "PBSZ 0"
      case .ehlo: "EHLO ftpscope.invalid"
      default: verb
      }
    return Array("\(line)\r\n".utf8)
  }

  var isAuth: Bool { self == .authTLS || self == .authSSL }

  var isUser: Bool { self == .user || self == .anonymous }

  /// Whether a server may answer differently where USER was asked before.
  var dependsOnUser: Bool { isAuth || self == .anonymous }

  /// Whether it is worth another connection where the server closed on us: FEAT inside TLS is asked
  /// last, and no verdict rests on it.
  func isWorthConnecting(isInsideTLS: Bool) -> Bool {
    switch self {
    case .ehlo, .quit: false
    case .feat: !isInsideTLS
    default: true
    }
  }
}
