import Bytes

/// A certificate as a service record tells of it (RFC 5280). What it says is its owner's word, and
/// may be hostile.
public struct CertificateDescription: Equatable, Sendable {
  /// The digest of its DER, in 64 hexadecimal digits.
  public var sha256: String
  /// The whole name, as RFC 2253 writes it; nil where it is not known.
  public var subject: String?
  /// The same, of who signed it.
  public var issuer: String?
  /// In hexadecimal digits.
  public var serial: String?
  /// The host names and addresses it is for (subjectAltName).
  public var names: [String]
  /// The first moment at which it holds; nil where it is not known.
  public var notBefore: Timestamp?
  /// The last one.
  public var notAfter: Timestamp?
  /// `RSA`, `EC`, `Ed25519` and so on.
  public var keyType: String?
  /// The size of the key; of an elliptic curve that of its field.
  public var keyBits: Int?
  /// The algorithm it is signed with.
  public var signature: String?
  /// Whether it is signed with its own key.
  public var isSelfSigned: Bool?
  /// Whether the system's roots vouch for it.
  public var isTrusted: Bool?
  /// Whether it is for the name or address that was asked; nil where nothing says.
  public var nameMatches: Bool?
  /// Whether its time was over when it was seen.
  public var isExpired: Bool?
  /// What is wrong with it, in words.
  public var faults: [String]

  public init(
    sha256: String, subject: String? = nil, issuer: String? = nil, serial: String? = nil,
    names: [String] = [], notBefore: Timestamp? = nil, notAfter: Timestamp? = nil,
    keyType: String? = nil, keyBits: Int? = nil, signature: String? = nil,
    isSelfSigned: Bool? = nil, isTrusted: Bool? = nil, nameMatches: Bool? = nil,
    isExpired: Bool? = nil, faults: [String] = []
  ) {
    self.sha256 = sha256
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.names = names
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.keyType = keyType
    self.keyBits = keyBits
    self.signature = signature
    self.isSelfSigned = isSelfSigned
    self.isTrusted = isTrusted
    self.nameMatches = nameMatches
    self.isExpired = isExpired
    self.faults = faults
  }

  /// Nil where the JSON is no certificate.
  init?(_ json: JSONValue) {
    guard let sha256 = json["sha256"].text else { return nil }
    self.init(
      sha256: sha256, subject: json["subject"].text, issuer: json["issuer"].text,
      serial: json["serial"].text, names: json["names"].texts ?? [],
      notBefore: json["not_before"].time, notAfter: json["not_after"].time,
      keyType: json["key_type"].text, keyBits: json["key_bits"].integer,
      signature: json["signature"].text, isSelfSigned: json["self_signed"].truth,
      isTrusted: json["ca_trusted"].truth, nameMatches: json["name_matches"].truth,
      isExpired: json["expired"].truth, faults: json["faults"].texts ?? [])
  }

  /// Writes the fields into an object that is open.
  func write(to json: inout JSONWriter) {
    json.field("sha256", sha256)
    json.field("subject", subject)
    json.field("issuer", issuer)
    json.field("serial", serial)
    json.field("names", names)
    json.field("not_before", notBefore)
    json.field("not_after", notAfter)
    json.field("key_type", keyType)
    json.field("key_bits", keyBits)
    json.field("signature", signature)
    json.field("self_signed", isSelfSigned)
    json.field("ca_trusted", isTrusted)
    json.field("name_matches", nameMatches)
    json.field("expired", isExpired)
    json.field("faults", faults)
  }
}
