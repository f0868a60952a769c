extension ClientHello {
  /// Randomness that a hello needs, in bytes: 32 for itself, 32 for a public key.
  public static let entropyCount = 64

  /// A hello that offers suites in exactly one version. The public key in it is random, which
  /// X25519 can't tell from a real one (RFC 7748 §5): the handshake is never finished.
  init(
    offering suites: [CipherSuite], in version: ProtocolVersion, serverName: [UInt8]?,
    entropy: [UInt8]
  ) {
    precondition(entropy.count >= Self.entropyCount, "a hello needs 64 random bytes")
    let random = Array(entropy[0..<32])
    let legacy = min(version, .tls12)
    guard version > .sslv3 else {
      self.init(legacyVersion: legacy, random: random, suites: suites)
      return
    }
    let named = serverName.map { [HelloExtension.serverName($0)] } ?? []
    var extensions = named + [.groups(Self.offeredGroups), .pointFormats]
    if version >= .tls12 { extensions.append(.signatureAlgorithms(Self.offeredSignatures)) }
    if version >= .tls13 {
      extensions.append(.supportedVersions([version]))
      extensions.append(.keyShare(group: 0x001D, key: Array(entropy[32..<64])))
    }
    let signals: [CipherSuite] = version >= .tls13 ? [] : [.emptyRenegotiationInfo]
    self.init(
      legacyVersion: legacy, random: random, suites: suites + signals, extensions: extensions)
  }

  /// x25519, secp256r1, secp384r1, secp521r1, x448, the Brainpool curves, secp256k1, secp224r1,
  /// secp192r1, ffdhe2048 to ffdhe8192 (IANA, "TLS Supported Groups").
  private static let offeredGroups: [UInt16] = [
    0x001D, 0x0017, 0x0018, 0x0019, 0x001E, 0x001A, 0x001B, 0x001C, 0x0016, 0x0015, 0x0013,
    0x0100, 0x0101, 0x0102, 0x0103, 0x0104,
  ]

  /// ECDSA, EdDSA, RSA-PSS, RSA and DSA, down to SHA-1 and MD5 (IANA, "TLS SignatureScheme" and
  /// "TLS HashAlgorithm").
  private static let offeredSignatures: [UInt16] = [
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B,
    0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0203, 0x0201, 0x0402, 0x0202, 0x0101,
  ]
}
