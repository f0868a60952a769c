import COpenSSL
import Glibc

/// The roots that are trusted.
public final class TrustStore: @unchecked Sendable {
  // Sendable: OpenSSL's store has a lock of its own, for lookups in folders add to it.

  /// The system's: where OpenSSL looks by itself, or SSL_CERT_FILE and SSL_CERT_DIR say. Read once
  /// and whole: OpenSSL itself would look through the folder again for each chain that leads to no
  /// root, which takes longer than a handshake.
  public static let system = TrustStore { store in
    let file = place(X509_get_default_cert_file_env(), X509_get_default_cert_file())
    X509_STORE_load_file(store, file)
    let folder = place(X509_get_default_cert_dir_env(), X509_get_default_cert_dir())
    for folder in folder.split(separator: ":") {
      for name in names(in: String(folder)) { X509_STORE_load_file(store, "\(folder)/\(name)") }
    }
  }

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

  /// What the environment says, else what OpenSSL was built with.
  private static func place(
    _ variable: UnsafePointer<CChar>?, _ usual: UnsafePointer<CChar>?
  ) -> String {
    let told = variable.flatMap { getenv($0) }.map { String(cString: $0) } ?? ""
    return told.isEmpty ? usual.map { String(cString: $0) } ?? "" : told
  }

  /// The certificates of a folder that OpenSSL would find: those named by a hash, as c_rehash(1)
  /// names them.
  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let parts = name.split(separator: ".")
      guard parts.count == 2, parts[0].count == 8, parts[0].allSatisfy(\.isHexDigit),
        parts[1].allSatisfy(\.isNumber)
      else { continue }
      names.append(name)
    }
    return names
  }

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
