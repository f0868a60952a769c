import Bytes

/// What syslog puts before a program's message: `Jan  7 14:19:31 host program[pid]: message`, or
/// the same with an ISO time.
struct SyslogLine {
  var time: Timestamp
  var host: ByteSlice
  var program: ByteSlice
  /// 0 where the line has none.
  var pid: UInt32
  var message: ByteSlice

  /// Reads a line; nil where it has another shape.
  init?(_ line: ByteSlice, _ context: ReaderContext) {
    var cursor = ByteCursor(line)
    guard
      let time = LogTime.syslog(
        &cursor, written: context.written, zone: context.zone)
        ?? LogTime.iso(&cursor, zone: context.zone),
      cursor.skip(" ")
    else { return nil }
    cursor.skipSpaces()
    guard let host = cursor.word(), let tag = cursor.word(), tag.last == 0x3A else { return nil }
    let name = tag.dropLast(1)
    self.time = time
    self.host = host
    if name.last == 0x5D, let open = name.firstIndex(of: 0x5B) {
      program = name[0..<open]
      pid = UInt32(clamping: name[(open + 1)..<(name.count - 1)].integer ?? 0)
    } else {
      program = name
      pid = 0
    }
    message = cursor.rest
  }
}
