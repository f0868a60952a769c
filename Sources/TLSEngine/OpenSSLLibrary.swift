import COpenSSL

/// Where certificates and a client's connections find their algorithms: at OpenSSL's default
/// provider, without those that neither of them needs.
///
/// Whenever OpenSSL 3 reads the public key of a certificate it tries out all decoders and kinds of
/// keys that its library context has, and goes past all that it has of anything else. The default
/// provider has more than three hundred algorithms; with the seventy that are of use here a
/// certificate is read more than twice as fast, and each handshake reads at least one.
enum OpenSSLLibrary {
  /// The library context (`OSSL_LIB_CTX`); nil, which is OpenSSL's own, where it can't be made.
  // Sendable: made once; OpenSSL locks what it finds out later.
  nonisolated(unsafe) static let certificates: OpaquePointer? = {
    guard OpenSSL.isReady, defaults != nil, let context = OSSL_LIB_CTX_new() else { return nil }
    guard OSSL_PROVIDER_add_builtin(context, "certificates", begin) == 1,
      OSSL_PROVIDER_load(context, "certificates") != nil
    else {
      OSSL_LIB_CTX_free(context)
      return nil
    }
    return context
  }()

  // Sendable: loaded once and never unloaded; what is asked of it only reads.
  fileprivate nonisolated(unsafe) static let defaults = OSSL_PROVIDER_load(nil, "default")

  /// What is left of the default provider's algorithms, by operation.
  // Sendable: made once, and only read afterwards.
  fileprivate nonisolated(unsafe) static let algorithms: [Int32: UnsafePointer<OSSL_ALGORITHM>] =
    Dictionary(
      uniqueKeysWithValues: [
        OSSL_OP_DIGEST, OSSL_OP_CIPHER, OSSL_OP_MAC, OSSL_OP_KDF, OSSL_OP_RAND, OSSL_OP_KEYMGMT,
        OSSL_OP_KEYEXCH, OSSL_OP_SIGNATURE, OSSL_OP_ASYM_CIPHER, OSSL_OP_DECODER,
      ].map { operation in
        (operation, chosen(operation) { isWanted(operation, $0, $1) })
      })

  /// Whether an algorithm is of use, by its first name and its properties.
  private static func isWanted(_ operation: Int32, _ name: String, _ properties: String) -> Bool {
    func isNone(of names: [String]) -> Bool { !names.contains { name.hasPrefix($0) } }
    let parts = name.split(separator: "-")
    return switch operation {
    case OSSL_OP_DIGEST: isNone(of: ["KECCAK", "SHAKE-128", "BLAKE2"])
    case OSSL_OP_CIPHER:
      ![
        "192", "CFB", "CFB1", "CFB8", "CTR", "CTS", "ECB", "EDE", "OCB", "OFB", "SIV", "SM4",
        "WRAP", "XTS",
      ].contains { parts.contains($0) }
    // Of TLS up to 1.2, where a suite has no authenticated encryption.
    case OSSL_OP_MAC: name == "HMAC"
    case OSSL_OP_KDF: ["HKDF", "TLS13-KDF", "TLS1-PRF"].contains(name)
    case OSSL_OP_RAND: ["CTR-DRBG", "SEED-SRC"].contains(name)
    case OSSL_OP_KEYMGMT, OSSL_OP_KEYEXCH, OSSL_OP_SIGNATURE, OSSL_OP_ASYM_CIPHER:
      isNone(of: ["SM2", "SIPHASH", "POLY1305", "CMAC", "SCRYPT", "HKDF", "TLS1-PRF"])
    // Of keys that sign, as those of certificates do.
    case OSSL_OP_DECODER:
      properties.split(separator: ",").contains("structure=SubjectPublicKeyInfo")
        && isNone(of: ["SM2", "DH", "X25519", "X448"])
    default: false
    }
  }

  /// Some of the default provider's algorithms, as a list that an empty one ends.
  private static func chosen(
    _ operation: Int32, _ isWanted: (_ name: String, _ properties: String) -> Bool
  ) -> UnsafePointer<OSSL_ALGORITHM> {
    var list: [OSSL_ALGORITHM] = []
    var noCache: Int32 = 0
    var next = OSSL_PROVIDER_query_operation(defaults, operation, &noCache)
    while let algorithm = next?.pointee, let names = algorithm.algorithm_names {
      let properties = algorithm.property_definition.map { String(cString: $0) } ?? ""
      // All its names stand there, with colons between them.
      let name = String(cString: names).prefix { $0 != ":" }
      if isWanted(String(name), properties) { list.append(algorithm) }
      next = next?.successor()
    }
    return kept(list + [OSSL_ALGORITHM()])
  }

  /// The provider's functions (`provider(7)`).
  // Sendable: made once, and only read afterwards.
  fileprivate nonisolated(unsafe) static let functions: UnsafePointer<OSSL_DISPATCH> = {
    typealias Function = @convention(c) () -> Void
    return kept([
      OSSL_DISPATCH(
        function_id: OSSL_FUNC_PROVIDER_QUERY_OPERATION,
        function: unsafeBitCast(answer as Query, to: Function.self)),
      OSSL_DISPATCH(
        function_id: OSSL_FUNC_PROVIDER_GET_CAPABILITIES,
        function: unsafeBitCast(tellCapabilities as Capabilities, to: Function.self)),
      OSSL_DISPATCH(),
    ])
  }()

  /// Memory that is never given back.
  private static func kept<Element>(_ list: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: list.count)
    memory.initialize(from: list, count: list.count)
    return UnsafePointer(memory)
  }
}

// The provider that the library context has. Its algorithms are the default provider's own, and
// are called with that one's context.

private func begin(
  _: OpaquePointer?, _: UnsafePointer<OSSL_DISPATCH>?,
  _ functions: UnsafeMutablePointer<UnsafePointer<OSSL_DISPATCH>?>?,
  _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> Int32 {
  functions?.pointee = OpenSSLLibrary.functions
  context?.pointee = OSSL_PROVIDER_get0_provider_ctx(OpenSSLLibrary.defaults)
  return 1
}

private typealias Query =
  @convention(c) (
    UnsafeMutableRawPointer?, Int32, UnsafeMutablePointer<Int32>?
  ) -> UnsafePointer<OSSL_ALGORITHM>?

private func answer(
  _: UnsafeMutableRawPointer?, _ operation: Int32, _ noCache: UnsafeMutablePointer<Int32>?
) -> UnsafePointer<OSSL_ALGORITHM>? {
  noCache?.pointee = 0
  switch operation {
  case OSSL_OP_ENCODER, OSSL_OP_STORE: return nil
  default:
    return OpenSSLLibrary.algorithms[operation]
      ?? OSSL_PROVIDER_query_operation(OpenSSLLibrary.defaults, operation, noCache)
  }
}

private typealias Callback =
  @convention(c) (
    UnsafePointer<OSSL_PARAM>?, UnsafeMutableRawPointer?
  ) -> Int32

private typealias Capabilities =
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<CChar>?, Callback?, UnsafeMutableRawPointer?
  ) -> Int32

/// The groups that it can do, for TLS.
private func tellCapabilities(
  _: UnsafeMutableRawPointer?, _ capability: UnsafePointer<CChar>?, _ tell: Callback?,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  OSSL_PROVIDER_get_capabilities(OpenSSLLibrary.defaults, capability, tell, argument)
}
