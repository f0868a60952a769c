import Bytes
import COpenSSL
import Records

/// The certificates that a peer sent, its own first. It outlives the connection, and is described
/// where and when that is wanted.
public struct PeerChain: Sendable {
  /// What bounds a chain.
  public enum Limits {
    /// Issuers that are kept.
    public static let issuersMaximum = 16
    /// Names of a certificate that are listed.
    public static let namesMaximum = 256
    /// Bytes of a certificate's text, of a name or a number; what is longer is cut.
    public static let textBytesMaximum = 4096
  }

  let certificates: [X509Handle]

  init(_ certificates: [X509Handle]) { self.certificates = certificates }

  /// A chain from certificates in DER; nil where there is none or one is malformed.
  public init?(der: [[UInt8]]) {
    let read = der.prefix(1 + Limits.issuersMaximum).map { X509Handle(der: $0) }
    guard !read.isEmpty, read.allSatisfy({ $0 != nil }) else { return nil }
    certificates = read.compactMap { $0 }
  }

  /// How many certificates there are; at least one.
  public var count: Int { certificates.count }

  /// The peer's own certificate: the SHA-256 of its DER, and its subject (RFC 2253).
  public var own: (sha256: String, subject: String) {
    let own = CertificateReader(certificate: certificates[0].pointer)
    return (own.sha256, own.subject)
  }

  /// All certificates described, the peer's own first; trust and names are judged of that one.
  ///
  /// - Parameters:
  ///   - now: what their validity is compared with.
  ///   - host: the host name or address that was asked for; nil: names are not compared.
  ///   - store: the roots that are trusted.
  ///   - known: what was found out about such chains before, by the same store.
  public func described(
    at now: Timestamp, host: String? = nil, trusting store: TrustStore = .system,
    known: KnownChains = KnownChains()
  ) -> [CertificateDescription] {
    let found = known.finding(of: self, trusting: store, at: now)
    var all = found.certificates.map { $0.judged(at: now) }
    let fault = fault(found.verdict.trust, all[0])
    all[0].isTrusted = fault == nil
    if let fault { all[0].faults.append(fault) }
    if let host {
      let matches = isFor(host)
      all[0].nameMatches = matches
      if !matches { all[0].faults.append("it is for other names than \(host)") }
    }
    return all
  }

  private func fault(_ trust: TrustStore.Trust, _ own: CertificateDescription) -> String? {
    switch trust {
    case .trusted: nil
    case _ where own.isSelfSigned == true: "self-signed"
    case .ownIssuer:
      "not trusted: it names itself as its issuer, and is not signed with its own key"
    case .incomplete:
      "the chain is incomplete: an issuer was not sent and is not among the trusted roots"
    case .untrusted(let reason): "not trusted: \(reason)"
    }
  }

  /// RFC 9525 §6.3: a wildcard is the whole first label, as clients have it too. Of a certificate
  /// without host names in it, the common name counts as well.
  private func isFor(_ host: String) -> Bool {
    let leaf = certificates[0].pointer
    let result =
      IPAddress(host) != nil
      ? X509_check_ip_asc(leaf, host, 0)
      : X509_check_host(leaf, host, host.utf8.count, Self.noPartialWildcards, nil)
    ERR_clear_error()
    return result == 1
  }

  private static let noPartialWildcards = UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
}

extension CertificateDescription {
  /// The certificate as it is at a time.
  fileprivate func judged(at now: Timestamp) -> CertificateDescription {
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
