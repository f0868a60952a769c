import Bytes
import Records
import TLSEngine
import TLSWire

extension TLSDescription {
  /// What a handshake agreed on and whom it showed. `host` is the name or address asked for.
  init(
    _ negotiated: NegotiatedTLS, _ chain: PeerChain?, at now: Timestamp, host: String,
    known: KnownChains
  ) {
    let certificates = (chain?.described(at: now, host: host, known: known) ?? []).map {
      CertificateDescription($0)
    }
    self.init(
      version: negotiated.version.name, cipher: negotiated.cipher,
      alpn: negotiated.applicationProtocol.map { $0.escapedText },
      sessionResumed: negotiated.isResumed, certificate: certificates.first,
      chain: Array(certificates.dropFirst()))
  }
}

extension CertificateDescription {
  init(_ peer: PeerCertificate) {
    self.init(
      sha256: peer.sha256, subject: peer.subject, issuer: peer.issuer, serial: peer.serial,
      names: peer.names, notBefore: peer.notBefore, notAfter: peer.notAfter,
      keyType: peer.keyType, keyBits: peer.keyBits, signature: peer.signature,
      isSelfSigned: peer.isSelfSigned, isTrusted: peer.isTrusted, nameMatches: peer.nameMatches,
      isExpired: peer.isExpired, faults: peer.faults)
  }
}
