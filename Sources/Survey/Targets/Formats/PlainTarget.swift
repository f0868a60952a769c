import Bytes

/// A target a line, as a person writes it or zmap prints it; a comment may follow.
struct PlainTarget: TargetFormat {
  func recognises(_ line: ByteSlice) -> Bool { true }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    let text = line[0..<(line.firstIndex(of: 0x23) ?? line.count)].trimmed
    guard !text.isEmpty else { return }
    found(try TargetSpec(text))
  }
}
