import Bytes

/// One address and port, seen once; docs/schema/service.json says it for machines.
public struct ServiceRecord: Equatable, Sendable {
  /// How the conversation ended.
  public enum Status: String, Sendable, CaseIterable {
    /// FTP, and it is known how TLS is reached.
    case ok
    /// The connection was refused.
    case refused
    /// Nothing came, or no answer to a command, in time.
    case timeout
    /// The connection was reset before the service was known.
    case reset
    /// The server closed before the service was known, or turned us away in its greeting.
    case closed
    /// The network or host could not be reached.
    case unreachable
    /// Something else than FTP; `foreign` says what.
    case notFTP = "not-ftp"
    /// TLS was agreed, or spoken from the start, and no handshake came to an end.
    case tlsFailed = "tls-failed"
    /// A reply went beyond a limit.
    case replyTooLong = "reply-too-long"
    /// Anything else; `status_detail` says what.
    case error
  }

  /// How TLS is reached.
  public enum Mode: String, Sendable, CaseIterable {
    case implicit, explicit, clear
  }

  /// Whether the server would take USER before TLS.
  public enum LoginInClear: String, Sendable, CaseIterable {
    case refused, accepted, unknown
  }

  /// Whether anonymous users are let in, as far as USER alone tells.
  public enum Anonymous: String, Sendable, CaseIterable {
    /// USER alone logged in.
    case accepted
    /// The server asks for an address or a guest's password.
    case offered
    case refused, unknown
  }

  /// Whether files can be protected by TLS.
  public enum DataProtection: String, Sendable, CaseIterable {
    case offered, required, none, unknown
  }

  /// A verb, with its argument where it has one to speak of, and the reply to it.
  public struct Answer: Equatable, Sendable {
    /// In capitals, `USER`, `AUTH TLS`.
    public var verb: String
    /// Three digits (RFC 959 §4.2).
    public var code: Int
    /// Several lines are joined by LF.
    public var text: String

    public init(verb: String, code: Int, text: String) {
      self.verb = verb
      self.code = code
      self.text = text
    }
  }

  /// The replies and events that each verdict rests on: `USER 530 TLS required`, with `TLS: `
  /// before what was said inside TLS.
  public struct Evidence: Equatable, Sendable {
    /// What `status` rests on.
    public var status: [String] = []
    /// What `mode` rests on.
    public var mode: [String] = []
    /// What `loginInClear` rests on.
    public var loginInClear: [String] = []
    /// What `anonymous` rests on; empty where it was not asked.
    public var anonymous: [String] = []
    /// What `dataProtection` rests on.
    public var dataProtection: [String] = []

    public init() {}
  }

  /// Derived from what was seen where and when: writing the record twice changes nothing.
  public let id: String
  /// The address that was probed, IPv4 or IPv6.
  public let ip: String
  /// The TCP port, 1 to 65,535; 0 where it is not known.
  public let port: Int
  /// The name by which the address was found; nil where it was given as an address.
  public let hostname: String?
  /// When the probe began.
  public let time: Timestamp
  /// The run's label.
  public var survey: String?
  /// How the conversation ended.
  public var status: Status
  /// The status in more words; nil where there is no more to say.
  public var statusDetail: String?
  /// What a service is that is not FTP: `http`, `ssh` …; nil where it is FTP or not known.
  public var foreign: String?
  /// Nil where it broke off before that was known.
  public var mode: Mode?
  /// The first greeting, without code and line ends; several lines are joined by LF. Nil where none
  /// came.
  public var banner: String?
  /// Three digits, 220 as a rule; nil where no greeting came.
  public var greetingCode: Int?
  /// In the order they were asked; of a verb asked twice, what was said in clear.
  public var replies: [Answer]
  /// The verbs that were asked again inside explicit TLS.
  public var repliesInsideTLS: [Answer]
  /// Nil where FEAT was not answered with a list.
  public var features: [String]?
  /// Nil where FEAT was not asked again inside explicit TLS, or not answered with a list.
  public var featuresInsideTLS: [String]?
  /// What the handshake led to; nil where none came to an end.
  public var tls: TLSDescription?
  /// Nil where it was not asked for, and where `tls` has it.
  public var tlsListing: TLSDescription.Listing?
  /// Asked with USER alone.
  public var loginInClear: LoginInClear
  /// Nil where it was not asked.
  public var anonymous: Anonymous?
  /// Asked with PROT P, then PROT C.
  public var dataProtection: DataProtection
  /// What is wrong with how the server speaks, in fixed words.
  public var findings: [String]
  /// For each verdict, the replies that it rests on.
  public var evidence: Evidence
  /// What software it is; nil where nothing names it.
  public var product: ServiceProduct?
  /// The product's known vulnerabilities, those known to be exploited first, then the surest.
  public var advisories: [ServiceAdvisory]
  /// Nil where no database of places was given.
  public var place: ServicePlace?
  /// How long the probe took, in milliseconds; nil where that is not known.
  public var durationMilliseconds: Int?
  /// Fields that this version does not know, as they were read: a newer one's.
  var others: [JSONValue.Field] = []

  /// A record that says nothing yet but where and when.
  public init(
    ip: String, port: Int, hostname: String? = nil, time: Timestamp, survey: String? = nil,
    status: Status
  ) {
    self.init(
      id: Self.identifier(ip, port, hostname, time), ip: ip, port: port, hostname: hostname,
      time: time, survey: survey, status: status)
  }

  init(
    id: String, ip: String, port: Int, hostname: String?, time: Timestamp, survey: String?,
    status: Status
  ) {
    self.id = id
    self.ip = ip
    self.port = port
    self.hostname = hostname
    self.time = time
    self.survey = survey
    self.status = status
    replies = []
    repliesInsideTLS = []
    loginInClear = .unknown
    dataProtection = .unknown
    findings = []
    evidence = Evidence()
    advisories = []
  }

  private static func identifier(
    _ ip: String, _ port: Int, _ hostname: String?, _ time: Timestamp
  ) -> String {
    var digest = Digest128(.service)
    digest.add(UInt64(truncatingIfNeeded: port))
    digest.add(UInt64(bitPattern: time.milliseconds))
    for text in [ip, hostname ?? ""] { digest.add(text) }
    return digest.hex
  }
}
