import Bytes

/// An address and a port as logs write them together: `192.0.2.1:21`, `[2001:db8::1]:21`,
/// `2001:db8::1:21`.
struct HostPort {
  var host: ByteSlice
  /// 0 where the text has none.
  var port: UInt16

  /// An address without a port; nil where the text is none.
  init?(address: ByteSlice) {
    guard Self.isAddress(address) else { return nil }
    host = Self.plain(address)
    port = 0
  }

  /// Reads all of a text, in which a number behind the last colon is a port; nil where it is no
  /// address.
  init?(_ text: ByteSlice) {
    if text.first == 0x5B {
      guard let end = text.firstIndex(of: 0x5D) else { return nil }
      host = text[1..<end]
      let rest = text.dropFirst(end + 1)
      guard rest.isEmpty || rest.first == 0x3A else { return nil }
      port = UInt16(clamping: rest.dropFirst(1).integer ?? 0)
    } else if let colon = text.lastIndex(of: 0x3A),
      let number = text.dropFirst(colon + 1).integer, number <= 65_535
    {
      host = text[0..<colon]
      port = UInt16(number)
    } else {
      host = text
      port = 0
    }
    guard Self.isAddress(host) else { return nil }
    host = Self.plain(host)
  }

  /// Whether a text can be an IPv4 or IPv6 address, a zone included. It is no proof that it is.
  static func isAddress(_ text: ByteSlice) -> Bool {
    guard (2...64).contains(text.count) else { return false }
    var separators = 0
    for index in 0..<text.count {
      let byte = text.start[index]
      switch byte {
      case 0x2E, 0x3A: separators += 1
      case 0x25: return separators > 0
      case _ where byte.isDigit || byte.lowercasedASCII &- 0x61 < 6: break
      default: return false
      }
    }
    return separators > 0
  }

  /// The address without the prefix that maps IPv4 into IPv6 (RFC 4291 §2.5.5.2).
  static func plain(_ address: ByteSlice) -> ByteSlice {
    guard address.count > 7, address[0..<7].equalsIgnoringCase("::ffff:"),
      address.firstIndex(of: 0x2E) != nil
    else { return address }
    return address.dropFirst(7)
  }
}
