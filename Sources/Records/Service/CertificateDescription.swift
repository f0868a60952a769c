import Bytes

/// A certificate, described (RFC 5280). Texts are what it says, its owner's word, UTF-8 with other
/// bytes shown as `\xNN`; whoever shows them escapes them for the medium. A record that somebody
/// else wrote may lack what is optional here.
public struct CertificateDescription: Equatable, Sendable {
  /// Of the whole certificate in DER, in small hexadecimal digits.
  public var sha256: String
  /// The whole name, as RFC 2253 writes it.
  public var subject: String?
  /// The same, of who signed it.
  public var issuer: String?
  /// In small hexadecimal digits; with a minus sign where it is negative.
  public var serial: String?
  /// The host names and addresses it is for (`subjectAltName`, RFC 5280 §4.2.1.6).
  public var names: [String]
  /// The first moment at which it holds; nil where the time is malformed, too.
  public var notBefore: Timestamp?
  /// The last one; nil where the time is malformed, too.
  public var notAfter: Timestamp?
  /// `RSA`, `EC`, `ED25519` …; of a key that OpenSSL can't read, its algorithm's name or number.
  public var keyType: String?
  /// The size of the key, of an elliptic curve that of its field; nil of a key that OpenSSL can't
  /// read, too.
  public var keyBits: Int?
  /// The algorithm it is signed with, such as `sha256WithRSAEncryption` or `rsassaPss with SHA256`.
  public var signature: String?
  /// Whether it is signed with its own key.
  public var isSelfSigned: Bool?
  /// Whether a chain of issuers that are valid and not weak leads to one of the system's roots; its
  /// own time and strength are left aside. Nil where that was not asked: of issuers.
  public var isTrusted: Bool?
  /// Whether it is for the name or address that was asked for; nil where none was: of issuers.
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
