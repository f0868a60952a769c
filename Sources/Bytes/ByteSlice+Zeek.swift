extension ByteSlice {
  /// The bytes that stand in a cell of one of Zeek's logs: `\xNN` is a byte, `\\` a backslash.
  /// Another backslash is itself, since versions that write these do not double it.
  public var unescapedOfZeek: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var rest = self
    while let byte = rest.first {
      let digits = rest[2..<4]
      if rest.starts(with: "\\\\") {
        bytes.append(0x5C)
        rest = rest.dropFirst(2)
      } else if rest.starts(with: "\\x"), digits.count == 2, let code = digits.hexadecimalInteger {
        bytes.append(UInt8(code))
        rest = rest.dropFirst(4)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst(1)
      }
    }
    return bytes
  }
}
