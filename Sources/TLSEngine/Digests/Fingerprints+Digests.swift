import TLSWire

// TLSWire has no digests, so its fingerprints are texts; what is exchanged of them is computed
// here.

extension JA3 {
  /// The fingerprint as it is exchanged: 32 hexadecimal digits.
  public var digest: String { Digest.md5.hexadecimal(of: Array(text.utf8)) }
}

extension JA4 {
  /// The fingerprint as it is exchanged: `t13d1516h2_8daaf6152771_e5627efa2ab1`.
  public var fingerprint: String { "\(head)_\(Self.short(suites))_\(Self.short(extensions))" }

  /// The first twelve digits of the SHA-256; zeros of nothing.
  private static func short(_ text: String) -> String {
    if text.isEmpty { return "000000000000" }
    return String(Digest.sha256.hexadecimal(of: Array(text.utf8)).prefix(12))
  }
}
