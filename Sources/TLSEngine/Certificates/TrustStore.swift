import COpenSSL

/// The roots that are trusted.
public final class TrustStore: @unchecked Sendable {
  // Sendable: OpenSSL's store has a lock of its own, for lookups in folders add to it.

  /// The system's: where OpenSSL looks by itself, or SSL_CERT_FILE and SSL_CERT_DIR say. Read once.
  public static let system = TrustStore { X509_STORE_set_default_paths($0) }

  private let store: OpaquePointer?

  /// The certificates of a text.
  convenience init(pem: String) {
    self.init { store in
      for root in X509Handle.read(pem: pem) { X509_STORE_add_cert(store, root.pointer) }
    }
  }

  private init(_ fill: (OpaquePointer) -> Void) {
    _ = OpenSSL.isReady
    store = X509_STORE_new()
    if let store { fill(store) }
    ERR_clear_error()
  }

  deinit { X509_STORE_free(store) }

  /// What came of looking for a way to a root.
  struct Verdict {
    /// OpenSSL's words for why there is none; nil where there is one.
    var reason: String?
    /// Whether an issuer's certificate is missing: neither sent nor among the roots.
    var isIncomplete = false
  }

  /// Whether a chain leads to a root for TLS servers, the time left aside: that a certificate
  /// expired does not make its issuer another.
  func verify(_ chain: [X509Handle]) -> Verdict {
    guard let store, let leaf = chain.first, let context = X509_STORE_CTX_new() else {
      return Verdict(reason: "no memory is left")
    }
    defer { X509_STORE_CTX_free(context) }
    let issuers = shim_new_chain()
    defer { shim_free_chain(issuers) }
    for issuer in chain.dropFirst() { shim_push_certificate(issuers, issuer.pointer) }
    guard X509_STORE_CTX_init(context, store, leaf.pointer, issuers) == 1 else {
      return Verdict(reason: "no memory is left")
    }
    X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_NO_CHECK_TIME))
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER)
    defer { ERR_clear_error() }
    if X509_verify_cert(context) == 1 { return Verdict() }
    let code = X509_STORE_CTX_get_error(context)
    let words = X509_verify_cert_error_string(Int(code)).map { String(cString: $0) }
    let missing = [
      X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
    ]
    return Verdict(reason: words ?? "error \(code)", isIncomplete: missing.contains(code))
  }
}
