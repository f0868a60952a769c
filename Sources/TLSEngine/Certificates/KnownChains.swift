import Bytes
import COpenSSL
import Records

/// What was found out about chains of certificates: many servers show the same one, and reading and
/// verifying it takes longer than all else after a handshake. To be used by one thread at a time,
/// and with one `TrustStore`.
public final class KnownChains {
  /// What bounds the memory: a chain takes some kilobytes.
  public enum Limits {
    /// Chains that are remembered; when there are more, all are forgotten.
    public static let chainsMaximum = 1024
  }

  /// What does not depend on the host that was asked for.
  struct Finding {
    var certificates: [CertificateDescription]
    var verdict: TrustStore.Verdict
  }

  /// By the digest of all certificates in DER, which say themselves how long they are.
  private var findings: [[UInt8]: Finding] = [:]

  public init() {}

  /// What is known of a chain, or found out now.
  func finding(of chain: PeerChain, trusting store: TrustStore, at now: Timestamp) -> Finding {
    guard let digest = digest(of: chain) else { return find(chain, store, now) }
    if let known = findings[digest], known.verdict.holds.contains(now) { return known }
    let finding = find(chain, store, now)
    if findings.count == Limits.chainsMaximum { findings.removeAll(keepingCapacity: true) }
    findings[digest] = finding
    return finding
  }

  private func find(_ chain: PeerChain, _ store: TrustStore, _ now: Timestamp) -> Finding {
    Finding(
      certificates: chain.certificates.map { CertificateReader(certificate: $0.pointer).read() },
      verdict: store.verify(chain.certificates, at: now))
  }

  private func digest(of chain: PeerChain) -> [UInt8]? {
    var encoded: [UInt8] = []
    for certificate in chain.certificates {
      guard let der = certificate.der else { return nil }
      encoded += der
    }
    return Digest.sha256.bytes(of: encoded)
  }
}
