import Bytes

/// Why a server did not do what a client asked, where the reason is its TLS policy or its TLS.
public enum RefusalReason: Hashable, Sendable, Codable {
  /// The server wants TLS and the client used none: an attempt that exposed nothing.
  case tlsRequiredForControl, tlsRequiredForCredentials, tlsRequiredForData
  /// The client asked for TLS and did not get it.
  case authUnsupported, authDenied, authUnavailable, authRefused
  /// AUTH was answered with 234, and the TLS handshake came to nothing.
  case handshakeFailed
  /// The client used no TLS where it is required, or its TLS handshake failed: the log has the same
  /// words for both.
  case tlsRequiredOrFailed
  /// PROT or PBSZ was refused; out of order where AUTH, or PBSZ, has to come first.
  case levelRefused, levelOutOfOrder
  /// The server wants the data connection to resume the control connection's TLS session.
  case sessionNotResumed
  /// IIS's own sc-substatus, 1 to 55.
  case iis(UInt8)

  /// Whether the client asked for TLS and was refused it.
  public var wantedTLS: Bool {
    switch self {
    case .tlsRequiredForControl, .tlsRequiredForCredentials, .tlsRequiredForData: false
    case .tlsRequiredOrFailed: false
    case .authUnsupported, .authDenied, .authUnavailable, .authRefused, .handshakeFailed: true
    case .levelRefused, .levelOutOfOrder, .sessionNotResumed, .iis: true
    }
  }

  /// Whether the client asked for TLS and was refused it, by the words of a reason.
  public static func wantedTLS(_ words: String) -> Bool { !policies.contains(words) }

  private static let policies = Set(
    [
      .tlsRequiredForControl, .tlsRequiredForCredentials, .tlsRequiredForData,
      .tlsRequiredOrFailed,
    ].map(\Self.words))

  /// The reason in words.
  public var words: String {
    switch self {
    case .tlsRequiredForControl: "TLS is required on the control channel"
    case .tlsRequiredForCredentials: "TLS is required for the login"
    case .tlsRequiredForData: "TLS is required on the data channel"
    case .authUnsupported: "the server does not know this AUTH mechanism"
    case .authDenied: "the server's policy refuses AUTH"
    case .authUnavailable: "the server could not start TLS"
    case .authRefused: "AUTH was refused"
    case .handshakeFailed: "the TLS handshake failed"
    case .tlsRequiredOrFailed: "no TLS, or a TLS handshake that failed"
    case .levelRefused: "the protection level was refused"
    case .levelOutOfOrder: "PBSZ or PROT came before what has to come first"
    case .sessionNotResumed: "the data connection did not resume the TLS session"
    case .iis(let substatus): IISSubstatus.words(substatus)
    }
  }

  /// Judges a refused command by its code and by what the reply says. Nil where the refusal has
  /// nothing to do with TLS.
  ///
  /// Code 534 is policy (RFC 4217 §5), 521 and 522 refuse a transfer's protection (RFC 2428 uses
  /// 522 for another thing, on EPRT and EPSV only). 421, 503, 530 and 550 mean many things and
  /// count only where the text demands TLS. Who asks AUTH for Kerberos wants no TLS.
  public init?(_ command: Command, code: Int, text: ByteSlice) {
    guard code >= 400 else { return nil }
    let verb = command.verb
    switch verb {
    case .auth where command.mechanism == .gssapi || command.mechanism == .kerberosV4: return nil
    case .auth:
      switch code {
      case 431, 421: self = .authUnavailable
      case 500, 501, 502, 504: self = .authUnsupported
      case 534, 533: self = .authDenied
      default: self = .authRefused
      }
    // RFC 4217 §9: AUTH before PBSZ, PBSZ before PROT.
    case .pbsz, .prot: self = code == 503 ? .levelOutOfOrder : .levelRefused
    case _ where verb.isTransfer && Self.speaksOfResumption(text): self = .sessionNotResumed
    case _ where verb.isTransfer:
      guard code == 521 || code == 522 || code == 534 || text.demandsTLS else { return nil }
      self = .tlsRequiredForData
    case .pasv, .epsv, .port, .eprt:
      guard code == 521 || code == 534 || text.demandsTLS else { return nil }
      self = .tlsRequiredForData
    case .user, .pass, .acct:
      guard code == 534 || code == 533 || text.demandsTLS else { return nil }
      self = .tlsRequiredForCredentials
    default:
      guard code == 534 || code == 533 || text.demandsTLS else { return nil }
      self = .tlsRequiredForControl
    }
  }

  /// Whether a reply that nothing asked for tells that the TLS handshake failed: vsftpd's "421
  /// Negotiation failed".
  public static func tellsOfHandshake(_ text: ByteSlice) -> Bool {
    text.containsIgnoringCase("negotiation") || text.containsIgnoringCase("handshake")
      || text.containsIgnoringCase("SSL") || text.containsIgnoringCase("TLS")
  }

  /// vsftpd's 522 "SSL connection failed; session reuse required", FileZilla's 425 and 450 "TLS
  /// session of data connection not resumed".
  private static func speaksOfResumption(_ text: ByteSlice) -> Bool {
    (text.containsIgnoringCase("TLS") || text.containsIgnoringCase("SSL"))
      && (text.containsIgnoringCase("session reuse") || text.containsIgnoringCase("resume"))
  }
}
