import COpenSSL

/// What OpenSSL put into this thread's queue of errors.
struct OpenSSLError {
  /// OpenSSL's words, such as `wrong version number`.
  let reason: String
  /// The alert that the peer sent, by its number; nil where the error is another.
  let peerAlert: UInt8?

  /// The queue's first error, which is the cause of the others; the queue is empty afterwards.
  static func take() -> OpenSSLError? {
    let code = ERR_get_error()
    guard code != 0 else { return nil }
    ERR_clear_error()
    let number = Int(ERR_GET_REASON(code))
    let isOfTLS = ERR_GET_LIB(code) == ERR_LIB_SSL
    // "When an alert is received, the reason is its number plus 1000": sslerr.h.
    let alert = isOfTLS ? UInt8(exactly: number - Int(SSL_AD_REASON_OFFSET)) : nil
    let words = ERR_reason_error_string(code).map { String(cString: $0) }
    return OpenSSLError(reason: words ?? "error \(code)", peerAlert: alert)
  }
}

/// OpenSSL, made ready once. The system's configuration is not read: it may forbid old versions
/// and weak suites, which are what a measurement is about.
enum OpenSSL {
  static let isReady = OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
}
