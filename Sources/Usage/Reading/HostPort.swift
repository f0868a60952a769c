import Bytes

/// An address and a port as logs write them together: `192.0.2.1:21`, `[2001:db8::1]:21`,
/// `2001:db8::1:21`.
struct HostPort {
  var host: ByteSlice
  /// 0 where the text has none.
  var port: UInt16

  /// An address without a port; nil where the text is none.
  init?(address: ByteSlice) {
    guard address.isAddress else { return nil }
    host = address.plainAddress
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
    guard host.isAddress else { return nil }
    host = host.plainAddress
  }
}
