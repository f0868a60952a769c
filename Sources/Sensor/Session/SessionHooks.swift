import Bytes
import FTPProtocol

/// What knows attacks by their commands.
public protocol SignatureMatching: Sendable {
  /// What a command line is a sign of; empty for most.
  func matches(_ sight: SightedCommand) -> [SignatureMatch]
  /// What the first bytes of an upload are a sign of; its name is in the command.
  func matches(upload head: [UInt8]) -> [SignatureMatch]
  /// What bytes are a sign of that came in clear behind AUTH, in one packet with it.
  func matches(injected bytes: [UInt8]) -> [SignatureMatch]
  /// What the first bytes are a sign of of a client that speaks no FTP.
  func matches(opening bytes: [UInt8]) -> [SignatureMatch]
}

/// A command as a signature sees it.
public struct SightedCommand: Sendable {
  /// In capitals where it is a word.
  public var verb: [UInt8]
  /// What stands behind the verb and one space; of PASS too.
  public var argument: [UInt8]
  /// The whole line as it came, where telnet's commands were taken out of it; else empty.
  public var raw: [UInt8]
  /// Whether the line was cut, being longer than `SessionLimits.lineBytesMaximum`.
  public var isTooLong: Bool
  public var isLoggedIn: Bool

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

/// A signature that was seen.
public struct SignatureMatch: Equatable, Sendable {
  public var signature: String
  public var cve: String?

  public init(signature: String, cve: String? = nil) {
    self.signature = signature
    self.cve = cve
  }
}

/// What says of a whole session what it was.
public protocol SessionClassifying: Sendable {
  /// The class, and the rule that decided it.
  func classify(_ summary: SessionSummary) -> (sessionClass: String, rule: String)
}

/// A session as its class depends on it.
public struct SessionSummary: Equatable, Sendable {
  /// Who it was; nil where nobody knows.
  public var peer: IPAddress?
  /// The client's reverse name; nil where nobody asked for it. A sensor does not.
  public var hostName: String?
  /// How often each verb came, in capitals; what is no verb is `?`.
  public var verbs: [String: Int] = [:]
  public var commands = 0
  public var loginsTried = 0
  public var loginsAccepted = 0
  /// Whether a login was tried as `anonymous` or `ftp`.
  public var triedAnonymous = false
  /// What was tried, the first few users.
  public var users: [[UInt8]] = []
  /// What a client calls itself: the argument of CLNT, the password of an anonymous login.
  public var names: [[UInt8]] = []
  public var uploads = 0
  public var downloads = 0
  /// Whether bait with a token was taken.
  public var tookCanary = false
  public var listings = 0
  public var bounces = 0
  /// Signatures that were seen, each once.
  public var exploits: [String] = []
  /// Whether TLS was asked for, and whether it came about.
  public var askedTLS = false
  public var hasTLS = false
  /// Why TLS failed, in words; nil where it did not.
  public var tlsFailure: String?
  /// Whether the greeting was said: on the implicit port not before TLS holds.
  public var isGreeted = true
  /// Whether commands came in clear where TLS comes first.
  public var spokeInClear = false
  /// Nothing came, not even a byte.
  public var sentNothing = true
  /// The first bytes of a client that spoke no FTP, and what it spoke where that is known.
  public var firstBytes: [UInt8] = []
  public var foreignProtocol: ForeignClient?
  public var milliseconds = 0
  public var reason: EndReason = .client

  public init() {}
}
