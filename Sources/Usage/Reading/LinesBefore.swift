import Bytes

/// The lines before the one that is read, back to the first that is not syslog's: whatever chunks a
/// file comes in, the same.
struct LinesBefore: Sendable {
  /// A line of a host is looked for so far back.
  private static let linesMaximum = 100
  private static let bytesMaximum = 32_768

  let context: ReaderContext
  /// Whole lines, the last of the chunks before.
  private var lines: [UInt8] = []

  init(_ context: ReaderContext) { self.context = context }

  /// What a line stands for that says that the last message came again; nil where that is not
  /// there. `position` is where the line begins in its chunk.
  func repeated(
    by message: RepeatedMessage, at position: Int, of chunk: ByteSlice
  ) -> [UInt8]? {
    var (count, bytes) = (0, 0)
    var found: [UInt8]?
    /// False where it is found, or is not to be.
    func goOn(before: ByteSlice, _ length: Int) -> Bool {
      count += 1
      bytes += length
      guard count <= Self.linesMaximum, bytes <= Self.bytesMaximum,
        SyslogLine.head(of: before, context) != nil
      else { return false }
      found = message.repeating(before, context)
      return found == nil
    }
    if Self.forEachFromEnd(chunk[0..<position], goOn) {
      _ = lines.withSlice { Self.forEachFromEnd($0, goOn) }
    }
    return found
  }

  mutating func removeAll() {
    if !lines.isEmpty { lines.removeAll() }
  }

  /// Goes on in the next chunk.
  mutating func endChunk(_ chunk: ByteSlice) {
    var last = ByteSlice.empty
    _ = Self.forEachFromEnd(chunk) { line, _ in
      last = line
      return false
    }
    guard SyslogLine.head(of: last, context) != nil else {
      lines.removeAll(keepingCapacity: true)
      return
    }
    lines += chunk.dropFirst(chunk.count - Self.bytesMaximum - 1).buffer
    if lines.last != 0x0A { lines.append(0x0A) }
    let surplus = lines.count - Self.bytesMaximum
    guard surplus > 0 else { return }
    lines.removeFirst(lines.withSlice { $0.firstIndex(of: 0x0A, from: surplus - 1) ?? 0 } + 1)
  }

  /// Tells the lines of a text, without their ends, from the last to the first, with how many bytes
  /// each has with its end; false where that was to stop.
  private static func forEachFromEnd(
    _ text: ByteSlice, _ body: (ByteSlice, Int) -> Bool
  ) -> Bool {
    var end = text.count
    while end > 0 {
      let start = text[0..<(end - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let isEnded = text[end - 1] == 0x0A
      var line = text[start..<(isEnded ? end - 1 : end)]
      if line.last == 0x0D { line = line.dropLast(1) }
      if !body(line, end - start) { return false }
      end = start
    }
    return true
  }
}
