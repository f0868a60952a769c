/// What is to be mended at a service. The order of the cases is the order of urgency, the worst
/// first; the raw values are the names in the JSON and the CSV.
public enum ServiceFault: String, CaseIterable, Sendable {
  /// USER is taken before TLS.
  case passwordsInClear = "passwords_in_clear"
  /// No TLS is offered.
  case noTLS = "no_tls"
  /// TLS is offered, and no handshake comes to an end, but for want of what clients have.
  case tlsFails = "tls_fails"
  /// An advisory is confirmed of it.
  case vulnerable = "known_vulnerability"
  /// TLS protects the commands and can't protect the files.
  case filesInClear = "files_in_clear"
  case certificateExpired = "certificate_expired"
  /// TLS 1.1 or older was the best the server had (RFC 8996).
  case oldTLS = "old_tls"
  case weakCipher = "weak_cipher"
  case weakKey = "certificate_weak_key"
  case weakSignature = "certificate_weak_signature"
  case notYetValid = "certificate_not_yet_valid"
  /// The certificate is for other names than the one the service was found by.
  case otherName = "certificate_other_name"
  case selfSigned = "certificate_self_signed"
  /// No root of the system's vouches for the certificate, or none by issuers that are valid and not
  /// weak; and it is not self-signed.
  case untrusted = "certificate_untrusted"

  /// Whether the certificate is what is to be mended.
  public var isOfCertificate: Bool { rawValue.hasPrefix(Self.certificatePrefix) }

  /// The name among the faults of certificates: `expired`.
  public var nameAmongCertificates: String {
    String(rawValue.dropFirst(Self.certificatePrefix.count))
  }

  private static let certificatePrefix = "certificate_"
}

extension ServiceRecord {
  /// Whether it is FTP, as far as it told before it broke off.
  public var isFTPService: Bool {
    guard status != .notFTP else { return false }
    return mode != nil || status == .tlsFailed || greetingCode != nil
  }

  /// What is to be mended at the service, the worst first. Not known is no fault.
  public var faults: [ServiceFault] {
    isFTPService ? ServiceFault.allCases.filter(has) : []
  }

  /// Whether the server turned us away for what its own clients have: a certificate, its name.
  public var wantsMoreOfClients: Bool {
    findings.contains("client-certificate-required") || findings.contains("server-name-required")
  }

  /// Whether all is known that would show a fault of the first rank.
  public var isJudged: Bool {
    mode != nil && loginInClear != .unknown && dataProtection != .unknown
  }

  private func has(_ fault: ServiceFault) -> Bool {
    switch fault {
    case .passwordsInClear: loginInClear == .accepted
    case .noTLS: mode == .clear
    case .tlsFails: status == .tlsFailed && !wantsMoreOfClients
    case .vulnerable: advisories.contains { $0.certainty == .confirmed }
    case .filesInClear: mode != .clear && dataProtection == .none
    case .oldTLS: tls.map { TLSAge(version: $0.version) == .old } ?? false
    case .weakCipher: tls.map { CipherFamily($0.cipher) == .weak } ?? false
    default: tls?.certificate.map { has(fault, $0) } ?? false
    }
  }

  private func has(_ fault: ServiceFault, _ certificate: CertificateDescription) -> Bool {
    switch fault {
    case .certificateExpired:
      certificate.isExpired ?? certificate.notAfter.map { $0 < time } ?? false
    case .weakKey:
      certificate.keyBits.map {
        CertificateWeakness.isWeak(keyType: certificate.keyType ?? "", bits: $0)
      } ?? false
    case .weakSignature: CertificateWeakness.isWeak(signature: certificate.signature ?? "")
    case .notYetValid: certificate.notBefore.map { time < $0 } ?? false
    // Found by its address alone, a service has no name that its certificate could be for.
    case .otherName: hostname != nil && certificate.nameMatches == false
    case .selfSigned: certificate.isSelfSigned == true
    case .untrusted: certificate.isTrusted == false && certificate.isSelfSigned != true
    default: false
    }
  }
}
