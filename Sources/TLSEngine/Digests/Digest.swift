import Bytes
import COpenSSL

/// Digests of bytes, by OpenSSL.
public enum Digest: Sendable {
  case md5, sha256

  /// The digest in small hexadecimal digits.
  func hexadecimal(of bytes: [UInt8]) -> String {
    self.bytes(of: bytes)?.hexadecimal ?? ""
  }

  /// The digest; nil where MD5 is forbidden (FIPS) or no memory is left.
  func bytes(of bytes: [UInt8]) -> [UInt8]? {
    guard OpenSSL.isReady else { return nil }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let method = self == .md5 ? Self.md5Method : Self.sha256Method
    guard EVP_Digest(bytes, bytes.count, &digest, &count, method, nil) == 1 else { return nil }
    return Array(digest.prefix(Int(count)))
  }

  // Sendable: found once, and only read afterwards. Without them each digest looks for its own.
  private nonisolated(unsafe) static let md5Method = EVP_MD_fetch(nil, "MD5", nil)
  private nonisolated(unsafe) static let sha256Method = EVP_MD_fetch(nil, "SHA2-256", nil)
}
