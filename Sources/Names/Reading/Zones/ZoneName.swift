import Bytes

/// A name as a zone file has it, its escapes read (RFC 1035 section 5.1).
struct ZoneName {
  var bytes: [UInt8] = []
  /// Whether the zone's name belongs behind it.
  var isRelative = false
}

extension ZoneName {
  /// Reads `\DDD` and `\X`. A dot that belongs to a label stays escaped: such a label is no host's.
  init(escaped text: ByteSlice) {
    isRelative = true
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard byte == 0x5C, index + 1 < text.count else {
        isRelative = byte != 0x2E
        bytes.append(byte)
        index += 1
        continue
      }
      var plain = text[index + 1]
      var length = 2
      if plain.isDigit, let number = text[(index + 1)..<(index + 4)].integer, number < 256 {
        plain = UInt8(number)
        length = text[index..<(index + 4)].count
      }
      if plain == 0x2E { bytes.append(0x5C) }
      bytes.append(plain)
      isRelative = true
      index += length
    }
  }
}
