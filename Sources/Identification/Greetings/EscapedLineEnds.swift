import Bytes

/// Line ends that a tool wrote as escapes, so that a greeting of several lines is on one: `\r\n`,
/// `\x0D\x0A` and `\u000d\u000a`; `\n` and `\x0A` alone where a reply's code follows, or nothing.
public enum EscapedLineEnds {
  private static let pairs: [StaticString] = [#"\r\n"#, #"\x0d\x0a"#, #"\u000d\u000a"#]
  private static let single: [StaticString] = [#"\n"#, #"\x0a"#, #"\u000a"#]

  /// The line with its line ends as bytes; nil where it has no such escape.
  public static func undone(in line: ByteSlice) -> [UInt8]? {
    guard line.firstIndex(of: 0x5C) != nil else { return nil }
    var bytes: [UInt8] = []
    var index = 0
    var isEscaped = false
    while index < line.count {
      let rest = line[index..<line.count]
      if rest.start[0] == 0x5C, let length = length(at: rest) {
        bytes.append(0x0A)
        index += length
        isEscaped = true
      } else {
        bytes.append(rest.start[0])
        index += 1
      }
    }
    return isEscaped ? bytes : nil
  }

  /// How long the line end is that bytes begin with; nil where they begin with none.
  private static func length(at bytes: ByteSlice) -> Int? {
    func begins(_ escape: StaticString) -> Bool {
      bytes[0..<min(escape.utf8CodeUnitCount, bytes.count)].equalsIgnoringCase(escape)
    }
    if let pair = pairs.first(where: begins) { return pair.utf8CodeUnitCount }
    guard let one = single.first(where: begins) else { return nil }
    let rest = bytes.dropFirst(one.utf8CodeUnitCount)
    let isCode = rest.count >= 3 && rest[0..<3].integer != nil
    return rest.trimmed.isEmpty || isCode ? one.utf8CodeUnitCount : nil
  }
}
