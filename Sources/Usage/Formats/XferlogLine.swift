import Bytes

/// One line of a transfer log in the layout of wu-ftpd's xferlog(5).
///
///     Thu Sep  2 09:52:00 2004 50 192.0.2.10 896242 /home/a b.tgz b _ o r bob ftp 0 * c
///
/// Paths and names may hold spaces, so that the line is read from both ends towards the path.
struct XferlogLine {
  var time: Timestamp
  var host: ByteSlice
  var size: Int64
  /// `o`, `i` or `d`.
  var direction: UInt8
  var isAnonymous: Bool
  var user: ByteSlice
  var service: ByteSlice
  var isComplete: Bool

  /// Reads a line; nil where it has another layout or breaks off.
  init?(_ line: ByteSlice, zone: LogZone) {
    var left = ByteCursor(line)
    guard let time = LogTime.asctime(&left, zone: zone), left.skip(" "),
      let seconds = left.word(), seconds.integer != nil,
      let host = left.word(), host.isHost,
      let size = left.word()?.integer, !left.isAtEnd
    else { return nil }
    self.time = time
    self.host = host.plainAddress
    self.size = Int64(clamping: size)

    var right = WordsFromEnd(left.rest.trimmed)
    guard var last = right.next() else { return nil }
    isComplete = true
    // Very old servers end the line before the completion status.
    if last == "c" || last == "i" {
      isComplete = last == "c"
      guard let authUser = right.next() else { return nil }
      last = authUser
    }
    guard let method = right.next(), method == "0" || method == "1", let service = right.next()
    else { return nil }
    self.service = service
    guard let middle = Middle(right.rest) else { return nil }
    direction = middle.direction
    isAnonymous = middle.mode == 0x61
    user = middle.user
  }

  /// `path b _ o r user`: the last place with such single letters, since a path may look so too.
  private struct Middle {
    var direction: UInt8
    var mode: UInt8
    var user: ByteSlice

    init?(_ text: ByteSlice) {
      var index = text.count - 1
      while index >= 10 {
        defer { index -= 1 }
        // ` b _ o r user`: `index` is the space before the user.
        guard text.start[index] == 0x20, text.start[index - 2] == 0x20,
          text.start[index - 4] == 0x20
        else { continue }
        let mode = text.start[index - 1]
        let direction = text.start[index - 3]
        guard mode == 0x61 || mode == 0x67 || mode == 0x72,
          direction == 0x6F || direction == 0x69 || direction == 0x64,
          let flags = Self.flags(text, before: index - 4), flags >= 2,
          text.start[flags] == 0x20, text.start[flags - 2] == 0x20,
          text.start[flags - 1] == 0x61 || text.start[flags - 1] == 0x62
        else { continue }
        self.mode = mode
        self.direction = direction
        user = text.dropFirst(index + 1)
        return
      }
      return nil
    }

    /// Where the space before the special action flags is; nil where there are none.
    private static func flags(_ text: ByteSlice, before end: Int) -> Int? {
      var index = end - 1
      while index >= 0, end - index <= 4 {
        switch text.start[index] {
        case 0x43, 0x55, 0x54, 0x5F: index -= 1
        case 0x20: return index < end - 1 ? index : nil
        default: return nil
        }
      }
      return nil
    }
  }

  /// Takes words from the end.
  private struct WordsFromEnd {
    var rest: ByteSlice

    init(_ text: ByteSlice) { rest = text }

    mutating func next() -> ByteSlice? {
      guard let space = rest.lastIndex(of: 0x20), space + 1 < rest.count else { return nil }
      let word = rest.dropFirst(space + 1)
      rest = rest[0..<space]
      return word
    }
  }
}
