import Bytes

extension LogAnalysis {
  /// Looks at a file's first bytes, taken out of what their lines are wrapped in. More of one that
  /// grows may be of a server's log though these are not.
  func look(
    at head: ByteSlice, _ context: ReaderContext, isGrowing: Bool = false
  ) -> (FileHead, LineWrapping?) {
    let possible = LineWrapping.possible(head)
    if possible.isEmpty { return (fileHead(head, context), nil) }
    let end =
      head.count < FileHead.bytesMaximum ? head.count : head.lastIndex(of: 0x0A) ?? head.count
    let unwrapped = possible.map { wrapping in
      let lines = LineUnwrapper(wrapping).unwrap(head[0..<end])
      return lines.withUnsafeBufferPointer { (fileHead(ByteSlice($0), context), wrapping) }
    }
    // Best where lines are a server's and have times, then where they are a server's at all.
    let plain = fileHead(head, context)
    let best =
      unwrapped.first { isLog($0.0) && $0.0.firstTime != nil }
      ?? unwrapped.first { isLog($0.0) }
      ?? unwrapped.first { $0.0.format != nil && plain.format == nil }
      ?? unwrapped.first { isGrowing && plain.format == nil && $0.1.fillsTime }
    return best.map { ($0.0, $0.1) } ?? (plain, nil)
  }

  private func fileHead(_ bytes: ByteSlice, _ context: ReaderContext) -> FileHead {
    FileHead(bytes, formats: formats, context: context, only: only)
  }

  /// Whether lines of a server were recognised.
  private func isLog(_ head: FileHead) -> Bool {
    head.format.map { !formats[$0].isFiller } ?? false
  }
}
