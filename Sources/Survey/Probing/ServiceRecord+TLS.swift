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
    let certificates = chain?.described(at: now, host: host, known: known) ?? []
    self.init(
      version: negotiated.version.name, cipher: negotiated.cipher,
      alpn: negotiated.applicationProtocol.map { $0.escapedText },
      sessionResumed: negotiated.isResumed, certificate: certificates.first,
      chain: Array(certificates.dropFirst()))
  }
}
