import Bytes
import FTPProtocol

extension ProFTPDExtendedLine {
  /// So many of a line's quotes are looked behind.
  private static let quotesMaximum = 8

  /// Whether a line that can't be read holds a command of FTP's in quotes, behind a time in
  /// brackets as ExtendedLogs have it.
  static func holdsCommand(_ line: ByteSlice) -> Bool {
    guard let open = line.firstIndex(of: 0x5B) else { return false }
    var time = ByteCursor(line.dropFirst(open + 1))
    guard LogTime.commonLog(&time, zone: .utc) != nil else { return false }
    var from = 0
    for _ in 0..<quotesMaximum {
      guard let quote = line.firstIndex(of: 0x22, from: from) else { return false }
      from = quote + 1
      let rest = line.dropFirst(from)
      let space = rest.firstIndex(of: 0x20) ?? rest.count
      let end = min(space, rest.firstIndex(of: 0x22) ?? rest.count)
      if Verb(rest[0..<end]) != .other { return true }
    }
    return false
  }
}
