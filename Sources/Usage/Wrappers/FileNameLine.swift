import Bytes

/// A server's line behind the name of its file, as `grep` and `zgrep` print those of several files,
/// with the line's number or without, and as Wazuh's `archives.log` has it:
///
///     /var/log/messages-20261001:Oct  1 10:00:00 host vsftpd[12]: …
///     vsftpd.log:12:Thu Oct  1 10:00:00 2026 [pid 3] …
///     2026 Oct 01 10:00:00 (agent) 192.0.2.1->/var/log/vsftpd.log Thu Oct  1 10:00:00 2026 …
struct FileNameLine: LineWrapper {
  /// Names of files are shorter, with their folders.
  private static let nameBytesMaximum = 255

  private lazy var servers = ServerLines()
  /// Whether a server's line was seen behind a name.
  private var isCertain = false

  /// What `grep` finds in several files is in the order of their names.
  static var needsOrder: Bool { true }

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard let text = Self.behindName(line) else { return nil }
    if !isCertain {
      guard servers.recognise(text), !servers.recognise(line) else { return nil }
      isCertain = true
    }
    return WrappedLine(text: text)
  }

  private static func behindName(_ line: ByteSlice) -> ByteSlice? {
    var cursor = ByteCursor(line)
    let head = line[0..<nameBytesMaximum]
    if let arrow = head.firstRange(of: "->/") {
      _ = cursor.take(arrow.upperBound)
      return cursor.word() == nil ? nil : cursor.rest
    }
    guard let colon = head.firstIndex(of: 0x3A), let name = cursor.take(colon), !name.isEmpty,
      name.firstIndex(of: 0x20) == nil, cursor.skip(":")
    else { return nil }
    var numbered = cursor
    return numbered.integer() != nil && numbered.skip(":") ? numbered.rest : cursor.rest
  }
}
