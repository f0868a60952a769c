import Bytes
import FTPProtocol

/// A session as its class depends on it.
struct SessionSummary: Equatable, Sendable {
  /// Who it was; nil where nobody knows.
  var peer: IPAddress?
  /// The client's reverse name; nil where nobody asked for it. A sensor does not.
  var hostName: String?
  /// How often each verb came, in capitals; what is no verb is `?`.
  var verbs: [String: Int] = [:]
  var commands = 0
  var loginsTried = 0
  /// Those of names other than `anonymous` and `ftp`.
  var namedLoginsTried = 0
  var loginsAccepted = 0
  /// Whether a login was tried as `anonymous` or `ftp`.
  var triedAnonymous = false
  /// What was tried, the first few users.
  var users: [[UInt8]] = []
  /// What a client calls itself: the argument of CLNT, the password of an anonymous login, and
  /// what it says that is no FTP, or that it wants HELP on.
  var names: [[UInt8]] = []
  var uploads = 0
  var downloads = 0
  /// Whether bait with a token was taken.
  var tookCanary = false
  var listings = 0
  var bounces = 0
  /// Signatures that were seen, each once.
  var exploits: [String] = []
  /// Whether TLS was asked for.
  var askedTLS = false
  /// Why TLS failed, in words; nil where it did not.
  var tlsFailure: String?
  /// Whether the greeting was said: on the implicit port not before TLS holds.
  var isGreeted = true
  /// Whether commands came in clear where TLS comes first.
  var spokeInClear = false
  /// Nothing came, not even a byte.
  var sentNothing = true
  /// The first bytes of a client that spoke no FTP, and what it spoke where that is known.
  var firstBytes: [UInt8] = []
  var foreignProtocol: ForeignClient?
  var milliseconds = 0
}
