import Bytes
import Records

/// A line behind its time and labels, as Loki's `logcli` and a dry run of promtail print it, or in
/// the pair that Loki's API has:
///
///     2026-10-02T12:00:11Z {filename="/var/log/vsftpd.log", job="ftp"} …
///     2026-10-02T12:00:11.123456789+0000␉{job="ftp"}␉…
///     ["1791000000123456789","…"]
struct LokiLine: LineWrapper {
  static let isExport = true

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    if line.first == 0x5B { return Self.pair(line, arena) }
    guard let mark = line[0..<40].firstIndex(of: 0x7B), mark >= 21,
      line[mark - 1] == 0x20 || line[mark - 1] == 0x09,
      let time = CSVTime.text(line[0..<(mark - 1)])
    else { return nil }
    var cursor = ByteCursor(line.dropFirst(mark + 1))
    guard Self.labels(&cursor), cursor.rest.first.map(\.isBlank) ?? true else { return nil }
    while let byte = cursor.rest.first, byte.isBlank { _ = cursor.take(1) }
    return WrappedLine(cursor.rest, LineBeginning(time: time), in: arena)
  }

  /// `name="value", …}`, the values with Go's escapes.
  private static func labels(_ cursor: inout ByteCursor) -> Bool {
    if cursor.skip("}") { return true }
    repeat {
      guard let name = cursor.take(until: 0x3D), !name.isEmpty,
        name.buffer.allSatisfy({ $0.isLetterOrDigit || $0 == 0x5F }), value(&cursor)
      else { return false }
    } while cursor.skip(", ")
    return cursor.skip("}")
  }

  private static func value(_ cursor: inout ByteCursor) -> Bool {
    guard cursor.skip("\"") else { return false }
    while let byte = cursor.take(1)?.first {
      if byte == 0x22 { return true }
      if byte == 0x5C { _ = cursor.take(1) }
    }
    return false
  }

  /// Nanoseconds and the line; what else the line is labelled with may follow.
  private static func pair(_ line: ByteSlice, _ arena: ByteArena) -> WrappedLine? {
    var tokens = JSONTokens(line)
    guard tokens.next() == .open(0x5B), case .text(let time, _) = tokens.next(), time.count == 19,
      let time = CSVTime.text(time), tokens.next() == .comma,
      case .text(let text, let isEscaped) = tokens.next()
    else { return nil }
    return WrappedLine(
      isEscaped ? arena.keep(JSONTokens.unescape(text)) : text, LineBeginning(time: time),
      in: arena)
  }
}
