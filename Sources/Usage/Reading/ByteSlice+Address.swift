import Bytes

extension ByteSlice {
  /// An address as it is shown: an IPv4 address that came over an IPv6 socket (`::ffff:1.2.3.4`)
  /// is the IPv4 address.
  var plainAddress: ByteSlice {
    guard count > 7, start[0] == 0x3A, self[0..<7].equalsIgnoringCase("::ffff:"),
      firstIndex(of: 0x2E) != nil
    else { return self }
    return dropFirst(7)
  }

  /// Whether the bytes have the form of an IPv4 or IPv6 address. Cheap, and lenient about the
  /// numbers.
  var isAddress: Bool {
    guard count >= 2, count <= 64 else { return false }
    var dots = 0
    var colons = 0
    for index in 0..<count {
      let byte = start[index]
      switch byte {
      case 0x2E: dots += 1
      case 0x3A: colons += 1
      case 0x25: return colons >= 2
      case 0x30...0x39: break
      default:
        guard byte.lowercasedASCII &- 0x61 < 6 else { return false }
        if colons == 0 && index >= 4 { return false }
      }
    }
    if colons >= 2 { return true }
    return colons == 0 && dots == 3 && start[0].isDigit && start[count - 1].isDigit
  }

  /// Whether the bytes are a name or address without spaces or quotes.
  var isHost: Bool {
    guard count > 0, count <= 255 else { return false }
    for index in 0..<count {
      let byte = start[index]
      if byte <= 0x20 || byte == 0x22 || byte == 0x5B || byte == 0x5D || byte == 0x7F {
        return false
      }
    }
    return true
  }
}
