import Bytes
import COpenSSL

/// The SHA-256 of bytes that come in pieces.
public final class RunningDigest {
  private let context: OpaquePointer?

  public init() {
    context = OpenSSL.isReady ? EVP_MD_CTX_new() : nil
    if let context { EVP_DigestInit_ex(context, EVP_sha256(), nil) }
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes; not after the digest was taken.
  public func add(_ bytes: ByteSlice) {
    if let context { EVP_DigestUpdate(context, bytes.start, bytes.count) }
  }

  /// The digest of all that came, in small hexadecimal digits; nil where there was no memory. To be
  /// asked once, at the end.
  public func finish() -> String? {
    guard let context else { return nil }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &digest, &count) == 1 else { return nil }
    return digest.prefix(Int(count)).hexadecimal
  }
}
