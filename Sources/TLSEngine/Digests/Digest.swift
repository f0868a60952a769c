import COpenSSL

/// Digests of bytes, by OpenSSL.
public enum Digest: Sendable {
  case md5, sha256

  /// The digest in small hexadecimal digits.
  public func hexadecimal(of bytes: [UInt8]) -> String {
    let kind = self == .md5 ? EVP_md5() : EVP_sha256()
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    // Fails where MD5 is forbidden (FIPS) or no memory is left.
    guard OpenSSL.isReady, EVP_Digest(bytes, bytes.count, &digest, &count, kind, nil) == 1 else {
      return ""
    }
    return TLSEngine.hexadecimal(digest.prefix(Int(count)))
  }
}
