import Bytes

/// A line behind the name of its container or pod, or the time, or both, as `docker compose logs`,
/// `docker service logs`, `docker logs --timestamps` and `kubectl logs --prefix --timestamps` print
/// it:
///
///     ftp-1  | 2026-10-02T12:00:11.123456789Z …
///     [pod/ftp-7d4b9/vsftpd] 2026-10-02T12:00:11.123456789Z …
///     2026-10-02T12:00:11.123456789Z ftp.1.x6wimk2zy8ht@node1    | …
struct PrefixedLine: LineWrapper {
  /// Whether a time with more decimals than servers write has been seen: then each line has one,
  /// of which zeros are left out at the end.
  private var hasTimes = false

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    var cursor = ByteCursor(line)
    var beginning = time(&cursor)
    // A service's tasks are known by their node.
    let isService = beginning != nil
    let hasName = Self.name(&cursor, isService: isService)
    if hasName, beginning == nil { beginning = time(&cursor) }
    guard hasName || beginning != nil else { return nil }
    return WrappedLine(text: cursor.rest, beginning: beginning ?? .empty)
  }

  private mutating func time(_ cursor: inout ByteCursor) -> ByteSlice? {
    let begins = cursor.rest
    guard Self.time(&cursor, decimalsMinimum: hasTimes ? 0 : 7) else { return nil }
    hasTimes = true
    return begins[0..<(begins.count - cursor.rest.count)]
  }

  /// `ftp-1  | `, `ftp.1.x6wimk2zy8ht@node1    | ` or `[pod/ftp-7d4b9/vsftpd] `.
  private static func name(_ cursor: inout ByteCursor, isService: Bool) -> Bool {
    var ahead = cursor
    if ahead.skip("[pod/") {
      guard let name = ahead.take(until: "] "), name.isHost else { return false }
      cursor = ahead
      return true
    }
    guard let name = ahead.word(), isName(name), !isService || name.firstIndex(of: 0x40) != nil
    else { return false }
    ahead.skipSpaces()
    guard ahead.skip("|"), ahead.skip(" ") || ahead.isAtEnd else { return false }
    cursor = ahead
    return true
  }

  private static func isName(_ word: ByteSlice) -> Bool {
    word.count <= 128
      && word.buffer.allSatisfy {
        $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 == 0x40
      }
  }

  /// Takes a time of so many decimals, and the space behind it.
  static func time(_ cursor: inout ByteCursor, decimalsMinimum: Int) -> Bool {
    let text = cursor.rest
    guard text.count > 20, text[10] == 0x54, let space = text[0..<40].firstIndex(of: 0x20),
      space >= 20
    else { return false }
    let word = text[0..<space]
    let decimals = word[19] == 0x2E ? word.dropFirst(20).prefix(while: \.isDigit) : 0
    var ahead = ByteCursor(word)
    guard decimals >= decimalsMinimum, word[space - 1] == 0x5A || word[space - 3] == 0x3A,
      LogTime.iso(&ahead, zone: .utc) != nil, ahead.isAtEnd
    else { return false }
    _ = cursor.take(space + 1)
    return true
  }
}

extension ByteSlice {
  /// How many bytes at the front meet a condition.
  fileprivate func prefix(while condition: (UInt8) -> Bool) -> Int {
    var index = 0
    while index < count, condition(start[index]) { index += 1 }
    return index
  }
}
