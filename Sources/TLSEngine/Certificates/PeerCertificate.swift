import Bytes

/// A certificate, described. Texts are what the certificate says, UTF-8 with other bytes shown as
/// `\xNN`; whoever shows them escapes them for the medium.
public struct PeerCertificate: Equatable, Sendable {
  /// Of the whole certificate in DER, in small hexadecimal digits.
  public var sha256: String
  /// RFC 2253.
  public var subject: String
  /// RFC 2253.
  public var issuer: String
  /// In small hexadecimal digits; with a minus sign where it is negative.
  public var serial: String
  /// The host names and addresses it is for (`subjectAltName`, RFC 5280 §4.2.1.6).
  public var names: [String]
  /// Nil where the time is malformed.
  public var notBefore: Timestamp?
  /// Nil where the time is malformed.
  public var notAfter: Timestamp?
  /// `RSA`, `EC`, `ED25519` …; of a key that OpenSSL can't read, its algorithm's name or number.
  public var keyType: String
  /// Nil of a key that OpenSSL can't read.
  public var keyBits: Int?
  /// The signature's algorithm, such as `sha256WithRSAEncryption` or `rsassaPss with SHA256`.
  public var signature: String
  /// Whether it is signed with its own key.
  public var isSelfSigned: Bool
  /// Whether a chain of issuers that are valid and not weak leads to one of the trusted roots; its
  /// own time and strength are left aside. Nil where that was not asked: of issuers.
  public var isTrusted: Bool?
  /// Whether it is for the host that was asked for; nil where none was: of issuers.
  public var nameMatches: Bool?
  /// Whether its time is over.
  public var isExpired: Bool
  /// What is wrong with it, in words.
  public var faults: [String]

  /// What bounds a description.
  public enum Limits {
    /// Names that are listed.
    public static let namesMaximum = 256
    /// Bytes of a text, of a name or a number; what is longer is cut.
    public static let textBytesMaximum = 4096
  }
}

extension PeerCertificate {
  /// The certificate as it is at a time.
  func judged(at now: Timestamp) -> PeerCertificate {
    var judged = self
    if let begin = notBefore, now < begin {
      judged.faults.insert("not valid before \(begin.day.text)", at: 0)
    }
    if let end = notAfter, end < now {
      judged.isExpired = true
      judged.faults.insert("expired on \(end.day.text)", at: 0)
    }
    return judged
  }
}
