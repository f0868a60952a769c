import TLSEngine

extension Conversation.Demand {
  /// What a server wants of its clients, by the alert with which it turned us away; nil where that
  /// is not told. `isCertificateAsked`: it had asked for a certificate of ours, and got none.
  /// `isNamed`: we had told it whose name we came by.
  init?(_ failure: TLSFailure, isCertificateAsked: Bool, isNamed: Bool) {
    switch failure.alert {
    // RFC 8446 §6.2.
    case "certificate_required": self = .certificate
    // RFC 5246 §7.4.6 says the first; there are servers that say one of the others.
    case "handshake_failure" where isCertificateAsked, "bad_certificate" where isCertificateAsked,
      "no_certificate" where isCertificateAsked, "certificate_unknown" where isCertificateAsked,
      "access_denied" where isCertificateAsked:
      self = .certificate
    // RFC 6066 §3.
    case "unrecognized_name" where !isNamed: self = .serverName
    default: return nil
    }
  }
}
