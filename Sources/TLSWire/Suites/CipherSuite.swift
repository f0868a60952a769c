import Bytes

/// A cipher suite by its number in IANA's registry "TLS Cipher Suites".
public struct CipherSuite: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public var rawValue: UInt16

  /// Any number, of a suite that is known or not.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// IANA's name; of a number that has none, the number as `0xHHHH`.
  public var name: String { Self.names[rawValue] ?? "0x" + rawValue.hexadecimal }

  /// All suites that IANA has a name for, signals among them, in the order of their numbers.
  static let registered = names.keys.sorted().map(CipherSuite.init(rawValue:))

  /// Whether the number is no suite but a signal (RFC 5746 §3.3, RFC 7507 §2).
  var isSignal: Bool {
    self == .emptyRenegotiationInfo || self == CipherSuite(rawValue: 0x5600)
  }

  /// Whether it encrypts with ChaCha20 (RFC 7905 §2, RFC 8446 §B.4).
  var isChaCha20: Bool { rawValue == 0x1303 || (0xCCA8...0xCCAE).contains(rawValue) }

  /// TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 §3.3).
  static let emptyRenegotiationInfo = CipherSuite(rawValue: 0x00FF)

  /// Whether a version may negotiate the suite. Suites of TLS 1.3 name no key exchange (RFC 8446
  /// §B.4; RFC 9367 for the ones with `MGM`); suites with AEAD or a hash other than MD5 and SHA-1
  /// came with TLS 1.2 (RFC 5246 §5, RFC 5288 §4).
  func isUsable(in version: ProtocolVersion) -> Bool {
    guard let name = Self.names[rawValue], !isSignal, rawValue != 0 else { return false }
    let isOfTLS13 = !name.contains("_WITH_") || name.contains("_MGM_")
    if version >= .tls13 { return isOfTLS13 }
    if isOfTLS13 { return false }
    if version == .tls12 { return true }
    let isOfTLS12 = ["_SHA256", "_SHA384", "_CCM", "_CCM_8", "_SM3", "_OMAC"].contains {
      name.hasSuffix($0)
    }
    return !isOfTLS12
  }

  private static let names: [UInt16: String] = {
    var names: [UInt16: String] = [:]
    for table in [registryLow, registryHigh] {
      var cursor = ByteCursor(table.bytes)
      while !cursor.isAtEnd {
        let line = cursor.take(until: 0x0A) ?? cursor.rest
        if let number = UInt16(line[0..<4].text, radix: 16) {
          names[number] = line.dropFirst(5).text
        }
        if line.count == cursor.rest.count { break }
      }
    }
    return names
  }()
}
