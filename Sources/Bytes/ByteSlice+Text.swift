extension ByteSlice {
  /// The bytes as text that loses nothing: what is not UTF-8 is shown as `\xNN`, byte by byte.
  /// Control characters stay; the medium that shows the text escapes them.
  public var escapedText: String {
    var isASCII = true
    for byte in buffer where byte >= 0x80 {
      isASCII = false
      break
    }
    if isASCII { return text }
    if let whole = String(validating: buffer, as: UTF8.self) { return whole }
    return String(decoding: escapingInvalidUTF8(), as: UTF8.self)
  }

  private func escapingInvalidUTF8() -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    while index < count {
      let length = validSequenceLength(at: index)
      if length > 0 {
        out.append(contentsOf: self[index..<(index + length)].buffer)
        index += length
      } else {
        let byte = start[index]
        let digits = [(byte >> 4).capitalHexDigit, (byte & 15).capitalHexDigit]
        out.append(contentsOf: [0x5C, 0x78] + digits)
        index += 1
      }
    }
    return out
  }

  /// How long the UTF-8 sequence at a position is; 0 where there is none.
  private func validSequenceLength(at index: Int) -> Int {
    let lead = start[index]
    let length =
      switch lead {
      case 0..<0x80: 1
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 0
      }
    guard length > 0, index + length <= count else { return 0 }
    return String(validating: self[index..<(index + length)].buffer, as: UTF8.self) == nil
      ? 0 : length
  }
}
