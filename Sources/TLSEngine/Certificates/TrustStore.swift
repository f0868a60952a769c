import COpenSSL
import Glibc
import Synchronization

/// The roots that are trusted. Each is read when a chain may lead to it.
public final class TrustStore: @unchecked Sendable {
  // Sendable: OpenSSL's store has a lock of its own, and what is not read yet has one too.

  /// The system's: where OpenSSL looks by itself, or SSL_CERT_FILE and SSL_CERT_DIR say. What is
  /// there is seen once: OpenSSL itself would look through the folder again for each chain that
  /// leads to no root, which takes longer than a handshake.
  public static let system: TrustStore = {
    var roots = UnreadRoots()
    roots.add(file: place(X509_get_default_cert_file_env(), X509_get_default_cert_file()))
    let folders = place(X509_get_default_cert_dir_env(), X509_get_default_cert_dir())
    for folder in folders.split(separator: ":") { roots.add(folder: String(folder)) }
    return TrustStore(roots)
  }()

  private let store: OpaquePointer?
  private let unread: Mutex<UnreadRoots>

  /// The certificates of a text.
  convenience init(pem: String) {
    var roots = UnreadRoots()
    roots.add(pem: pem)
    self.init(roots)
  }

  init(_ roots: UnreadRoots) {
    _ = OpenSSL.isReady
    store = X509_STORE_new()
    unread = Mutex(roots)
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

  /// What came of looking for a way to a root.
  struct Verdict {
    /// OpenSSL's words for why there is none; nil where there is one.
    var reason: String?
    /// Whether an issuer's certificate is missing: neither sent nor among the roots.
    var isIncomplete = false
    /// Whether the certificate names itself as its issuer; what it is signed with is not looked at.
    var isOwnIssuer = false
  }

  /// Whether a chain leads to a root for TLS servers, the time left aside: that a certificate
  /// expired does not make its issuer another.
  func verify(_ chain: [X509Handle]) -> Verdict {
    guard let store, let leaf = chain.first, let context = X509_STORE_CTX_new() else {
      return Verdict(reason: "no memory is left")
    }
    readRoots(for: chain, into: store)
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
    return Verdict(
      reason: words ?? "error \(code)", isIncomplete: missing.contains(code),
      isOwnIssuer: code == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)
  }

  /// Reads all roots that bear a name which a chain asks for, and those that theirs ask for.
  private func readRoots(for chain: [X509Handle], into store: OpaquePointer) {
    unread.withLock { unread in
      var names = chain.flatMap { [$0.subjectHash, $0.issuerHash] }
      while let name = names.popLast() {
        for root in unread.take(name) {
          X509_STORE_add_cert(store, root.pointer)
          names.append(root.issuerHash)
        }
      }
    }
  }
}
