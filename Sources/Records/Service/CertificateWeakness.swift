import Bytes

/// What of a certificate is too weak, whoever tells its key and signature.
public enum CertificateWeakness {
  /// NIST SP 800-57 part 1, table 2: less than 112 bits of strength. `type` is OpenSSL's name.
  public static func isWeak(keyType type: String, bits: Int) -> Bool {
    switch type.uppercased() {
    case "RSA", "RSA-PSS", "DSA": bits < 2048
    case "EC": bits < 224
    default: false
    }
  }

  /// MD2 to SHA-1, for which collisions are made.
  public static func isWeak(signature: String) -> Bool {
    Array(signature.utf8).withSlice { name in
      name.containsIgnoringCase("md2") || name.containsIgnoringCase("md4")
        || name.containsIgnoringCase("md5") || name.containsIgnoringCase("sha1")
    }
  }
}
