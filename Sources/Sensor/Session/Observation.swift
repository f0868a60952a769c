import Bytes
import FTPProtocol
import TLSWire

/// Something that a client did: an event record without what all events of a session share.
/// Bytes are as they crossed the wire.
public enum Observation: Equatable, Sendable {
  /// Observed by the driver, when the connection is accepted. The level that data connections have
  /// before any PROT: of implicit TLS; nil elsewhere, where there is none yet.
  case connect(dataLevel: ProtectionLevel?)
  case tls(TLSObservation)
  case command(CommandObservation)
  /// A transfer begins; its command is observed when it has ended.
  case transfer(TransferObservation)
  case login(user: [UInt8], password: [UInt8], accepted: Bool)
  case upload(UploadObservation)
  /// A file was taken. `canary` is its token where it was bait.
  case download(path: [UInt8], size: Int, canary: String?)
  /// PORT or EPRT named somebody else; nobody was connected to.
  case bounce(target: String)
  /// A signature of `Signatures` was seen, in what.
  case exploit(signature: String, cve: String?, payload: [UInt8])
  /// Observed by the driver.
  case backDoor(BackDoorObservation)
  case disconnect(DisconnectObservation)
}

/// A handshake on one of a session's connections.
public struct TLSObservation: Equatable, Sendable {
  /// Whether it was on a data connection.
  var isData: Bool
  /// `TLSv1.3`; nil where the handshake failed before.
  var version: String?
  /// IANA's name of the suite; nil where the handshake failed before.
  var cipher: String?
  /// The protocol that was agreed (RFC 7301); nil: none.
  var alpn: [UInt8]?
  /// Whether an earlier session was resumed.
  var isResumed: Bool
  /// What the client asked for; nil where it could not be read.
  var hello: ClientHello?
  /// The bytes of the ClientHello, or what came in its place.
  var helloBytes: [UInt8]
  /// The client's certificate; nil where it sent none.
  var clientCertificate: ClientCertificate?
  /// Why it failed, in words.
  public var failure: String?

  public init(isData: Bool, hello: ClientHello?, helloBytes: [UInt8]) {
    self.isData = isData
    self.hello = hello
    self.helloBytes = helloBytes
    isResumed = false
  }
}

/// The certificate that a client sent.
struct ClientCertificate: Equatable, Sendable {
  /// In hexadecimal digits.
  var sha256: String
  var subject: String
}

/// A command and what was answered.
public struct CommandObservation: Equatable, Sendable {
  /// In capitals where it is a word, as it came where it is none.
  var verb: [UInt8]
  /// Without the password of a PASS that was a login, which has it.
  var argument: [UInt8]
  /// The last code of the answer; nil where none was given.
  var code: Int?
  /// Milliseconds since the answer to the command before, or since the greeting.
  var sincePrevious: Int
  /// Whether it came before the answer to the one before it.
  var isPipelined: Bool
}

/// A transfer as it begins.
public struct TransferObservation: Equatable, Sendable {
  /// As in its command's observation.
  var verb: [UInt8]
  /// As it came.
  var argument: [UInt8]
  /// What is sent, taken or listed.
  var path: [UInt8]
  /// Of the reply that opens it: 150.
  var code: Int?
}

/// A file that the client sent.
public struct UploadObservation: Equatable, Sendable {
  /// Where it was sent to, as the session sees it.
  var path: [UInt8]
  /// Bytes that came.
  var size: Int
  /// Of all that came; nil where that is unknown.
  var sha256: String?
  /// Whether the bytes are in the quarantine.
  var isQuarantined: Bool
  /// What the first bytes say it is: `elf`, `pe`, `php`, `shell` …; `data` where they do not.
  var content: String
  /// Whether the connection broke off before the client closed it.
  var isCutOff: Bool
}

/// The end of a session.
public struct DisconnectObservation: Equatable, Sendable {
  /// How long the session lasted.
  var milliseconds: Int
  /// How many commands there were.
  public var commands: Int
  /// Why it ended.
  var reason: EndReason
  /// What the session was, and the rule that decided it.
  var sessionClass: String
  /// The rule that decided the class.
  var classRule: String
  /// The first bytes of a client that spoke no FTP.
  var firstBytes: [UInt8]
}
