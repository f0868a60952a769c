import Bytes
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

  /// What is wrong with the file that SSL_CERT_FILE names; nil where nothing is, or it names none.
  public static var problem: String? {
    guard let variable = X509_get_default_cert_file_env(), let told = getenv(variable) else {
      return nil
    }
    let path = String(cString: told)
    return path.isEmpty ? nil : problem(ofFile: path).map { "SSL_CERT_FILE: \(path): \($0)" }
  }

  /// What is wrong with a file of roots; nil where it has one.
  static func problem(ofFile path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      // Too few files may be open: that is not the file's fault.
      return [EMFILE, ENFILE].contains(errno) ? nil : errno.systemMessage
    }
    close(descriptor)
    return UnreadRoots.hasOne(inFile: path) ? nil : "there is no certificate in it (PEM)"
  }

  /// Whether it was made without any root, so that nothing leads to one.
  public let isEmpty: Bool
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
    isEmpty = roots.isEmpty
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
  enum Trust {
    /// There is one.
    case trusted
    /// An issuer's certificate is missing: neither sent nor among the roots.
    case incomplete
    /// The certificate names itself as its issuer; what it is signed with is not looked at.
    case ownIssuer
    /// OpenSSL's words for why there is none, and whose certificate it is where it is an issuer's.
    case untrusted(String)
  }

  /// What came of it, and for how long that holds.
  struct Verdict {
    var trust: Trust
    /// Until when it would be the same, and from when on: no certificate's time begins or ends.
    var holds = Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max)
  }

  /// Whether a chain leads to a root for TLS servers (RFC 5280 §6.1). What is wrong with the first
  /// certificate's own time, key and signature is left aside: those are faults by themselves, and
  /// do not make its issuer another.
  func verify(_ chain: [X509Handle], at now: Timestamp) -> Verdict {
    guard let store, let leaf = chain.first, let context = X509_STORE_CTX_new() else {
      return Verdict(trust: .untrusted("no memory is left"))
    }
    readRoots(for: chain, into: store)
    defer { X509_STORE_CTX_free(context) }
    let issuers = shim_new_chain()
    defer { shim_free_chain(issuers) }
    for issuer in chain.dropFirst() { shim_push_certificate(issuers, issuer.pointer) }
    guard X509_STORE_CTX_init(context, store, leaf.pointer, issuers) == 1 else {
      return Verdict(trust: .untrusted("no memory is left"))
    }
    X509_STORE_CTX_set_time(context, 0, time_t(now.milliseconds / 1000))
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER)
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(context), Self.strengthLevel)
    X509_STORE_CTX_set_verify_cb(context, passOverTheFirst)
    defer { ERR_clear_error() }
    let isTrusted = X509_verify_cert(context) == 1
    var verdict = Verdict(trust: isTrusted ? .trusted : distrust(in: context))
    let built = X509_STORE_CTX_get0_chain(context)
    let used = (0..<shim_certificate_count(built)).compactMap { shim_certificate(built, $0) }
    let all = used + chain.map(\.pointer)
    for time in all.flatMap({ CertificateReader(certificate: $0).times }) {
      verdict.holds =
        time <= now
        ? max(time, verdict.holds.lowerBound)..<verdict.holds.upperBound
        : verdict.holds.lowerBound..<min(time, verdict.holds.upperBound)
    }
    return verdict
  }

  /// Of keys and signatures: 112 bits, as `CertificateWeakness` has it of a server's own
  /// (SSL_CTX_set_security_level(3)).
  private static let strengthLevel: Int32 = 2

  private static let missing = [
    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
    X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
  ]

  /// Why OpenSSL found no way.
  private func distrust(in context: OpaquePointer) -> Trust {
    let code = X509_STORE_CTX_get_error(context)
    if code == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT { return .ownIssuer }
    if Self.missing.contains(code) { return .incomplete }
    let words = X509_verify_cert_error_string(Int(code)).map { String(cString: $0) }
    return .untrusted((words ?? "error \(code)") + issuer(in: context))
  }

  /// Whose certificate is at fault, where it is not the server's own.
  private func issuer(in context: OpaquePointer) -> String {
    guard X509_STORE_CTX_get_error_depth(context) > 0,
      let certificate = X509_STORE_CTX_get_current_cert(context)
    else { return "" }
    return ": " + CertificateReader(certificate: certificate).subject
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

/// OpenSSL's callback: of the first certificate, its time and its strength are no reason.
private func passOverTheFirst(_ isRight: Int32, _ context: OpaquePointer?) -> Int32 {
  let own = [
    X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_EE_KEY_TOO_SMALL,
    X509_V_ERR_CA_MD_TOO_WEAK,
  ]
  let isOwn =
    X509_STORE_CTX_get_error_depth(context) == 0
    && own.contains(X509_STORE_CTX_get_error(context))
  return isOwn ? 1 : isRight
}
