/// What a TLS handshake with a server led to.
public struct TLSDescription: Equatable, Sendable {
  /// A version that the server accepts, and the suites it accepts in it.
  public struct Accepted: Equatable, Sendable {
    /// `TLSv1.2` and so on.
    public var version: String
    /// IANA's names; best first where the order is the server's.
    public var ciphers: [String]
    /// `server` or `client`: whose order decides; nil where that could not be told.
    public var order: String?

    public init(version: String, ciphers: [String], order: String?) {
      self.version = version
      self.ciphers = ciphers
      self.order = order
    }

    init?(_ json: JSONValue) {
      guard let version = json["version"].text else { return nil }
      self.init(
        version: version, ciphers: json["ciphers"].texts ?? [], order: json["order"].text)
    }

    func write(to json: inout JSONWriter) {
      json.field("version", version)
      json.field("ciphers", ciphers)
      json.field("order", order)
    }
  }

  /// `TLSv1.2` and so on.
  public var version: String
  /// The cipher suite's name.
  public var cipher: String
  /// The protocol that ALPN agreed on (RFC 7301); nil where none was.
  public var alpn: String?
  /// Whether an earlier session was resumed, instead of a full handshake.
  public var sessionResumed: Bool
  /// The server's own; nil where it showed none.
  public var certificate: CertificateDescription?
  /// The others it sent, in its order.
  public var chain: [CertificateDescription]
  /// All versions that the server accepts, newest first; nil where they were not listed.
  public var accepted: [Accepted]?
  /// Whether the list came to its end; nil where there is none.
  public var acceptedIsComplete: Bool?

  public init(
    version: String, cipher: String, alpn: String? = nil, sessionResumed: Bool = false,
    certificate: CertificateDescription? = nil, chain: [CertificateDescription] = []
  ) {
    self.version = version
    self.cipher = cipher
    self.alpn = alpn
    self.sessionResumed = sessionResumed
    self.certificate = certificate
    self.chain = chain
  }

  /// Nil where the JSON is no description.
  init?(_ json: JSONValue) {
    guard let version = json["version"].text, let cipher = json["cipher"].text else { return nil }
    self.init(
      version: version, cipher: cipher, alpn: json["alpn"].text,
      sessionResumed: json["session_resumed"].truth ?? false,
      certificate: CertificateDescription(json["certificate"]),
      chain: (json["chain"].list ?? []).compactMap { CertificateDescription($0) })
    accepted = json["accepted"].list?.compactMap { Accepted($0) }
    acceptedIsComplete = json["accepted_is_complete"].truth
  }

  /// Writes the fields into an object that is open.
  func write(to json: inout JSONWriter) {
    json.field("version", version)
    json.field("cipher", cipher)
    json.field("alpn", alpn)
    json.field("session_resumed", sessionResumed)
    if let certificate {
      json.object("certificate") { certificate.write(to: &$0) }
    } else {
      json.field("certificate", nil as String?)
    }
    json.list("chain", chain) { json, other in json.object { other.write(to: &$0) } }
    if let accepted {
      json.list("accepted", accepted) { json, one in json.object { one.write(to: &$0) } }
    } else {
      json.field("accepted", nil as String?)
    }
    if let acceptedIsComplete {
      json.field("accepted_is_complete", acceptedIsComplete)
    } else {
      json.field("accepted_is_complete", nil as String?)
    }
  }
}
