import Bytes

extension ProFTPDExtendedLine {
  /// The time, and what stands before and after it.
  struct Head {
    var time: Timestamp
    /// As it stands between its brackets; empty where it has none.
    var text: ByteSlice
    var before: ByteSlice
    var after: ByteSlice
  }

  /// A line's time as it stands there, `01/Oct/2026:10:05:59 +0200`, where it has its offset with
  /// it; nil where a second one stands before the command, as in the name of a user.
  static func timeText(_ line: ByteSlice) -> ByteSlice? {
    guard let (head, _) = beforeCommand(line, zone: .utc), head.text.count == 26,
      head.text[20] == 0x20, bracketed(head.after, zone: .utc) == nil
    else { return nil }
    return head.text
  }

  /// What stands before the command, and what behind the quote that opens it: the first, or the one
  /// behind the time's bracket, since a user's name before it may hold quotes.
  static func beforeCommand(
    _ line: ByteSlice, zone: LogZone
  ) -> (head: Head, rest: ByteSlice)? {
    guard var quote = line.firstIndex(of: 0x22) else { return nil }
    var found = head(line[0..<quote], zone: zone)
    while found == nil, let next = line.firstIndex(of: 0x22, from: quote + 1) {
      quote = next
      guard line[0..<quote].ends(with: "] ") else { continue }
      found = head(line[0..<quote], zone: zone)
      break
    }
    return found.map { ($0, line.dropFirst(quote + 1)) }
  }

  private static func head(_ head: ByteSlice, zone: LogZone) -> Head? {
    // `%{iso8601}` at the front, where no name of a user's can be.
    var cursor = ByteCursor(head)
    if let time = LogTime.iso(&cursor, zone: zone), cursor.skip(" ") {
      return Head(time: time, text: .empty, before: .empty, after: cursor.rest)
    }
    return bracketed(head, zone: zone)
  }

  private static func bracketed(_ head: ByteSlice, zone: LogZone) -> Head? {
    var from = 0
    while let open = head.firstIndex(of: 0x5B, from: from) {
      var cursor = ByteCursor(head.dropFirst(open + 1))
      if let time = LogTime.commonLog(&cursor, zone: zone), cursor.skip("]") {
        let end = head.count - cursor.rest.count - 1
        // `[%t]`, where the time has brackets already.
        let isDouble = open > 0 && head.start[open - 1] == 0x5B && cursor.skip("]")
        return Head(
          time: time, text: head[(open + 1)..<end],
          before: head[0..<(isDouble ? open - 1 : open)], after: cursor.rest)
      }
      from = open + 1
    }
    return nil
  }
}
