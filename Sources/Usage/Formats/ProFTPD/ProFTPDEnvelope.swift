import Bytes

/// What ProFTPD or syslog puts before a message of ProFTPD's: in a file of its own
/// `2021-05-28 18:08:01,124 HOST proftpd[PID] `, in syslog whatever that writes. LogOptions may
/// leave the host out, and call the processes by what they do (`RoleBasedProcessLabels`).
struct ProFTPDEnvelope {
  /// The name of the program stands so far into a line.
  private static let headBytesMaximum = 320

  var time: Timestamp
  var pid: UInt32
  var host: ByteSlice
  /// What follows `proftpd[PID]`.
  var rest: ByteSlice

  /// Reads a line; nil where it is not ProFTPD's.
  init?(_ line: ByteSlice, _ context: ReaderContext) {
    let head = line[0..<Self.headBytesMaximum]
    let isNamed = head.contains(" proftpd")
    guard isNamed || head.contains(" session[") || head.contains(" daemon[") else { return nil }
    if let own = Self(ownFile: line, context) {
      self = own
      return
    }
    guard isNamed, let line = SyslogLine(line, context), line.program == "proftpd" else {
      return nil
    }
    (time, pid, host, rest) = (line.time, line.pid, line.host, line.message)
  }

  private init?(ownFile line: ByteSlice, _ context: ReaderContext) {
    var cursor = ByteCursor(line)
    guard let time = LogTime.syslog(&cursor, context), cursor.skip(" ") else { return nil }
    cursor.skipSpaces()
    guard var tag = cursor.word() else { return nil }
    var host = ByteSlice.empty
    if ProFTPD.process(tag) == nil {
      host = tag
      guard let next = cursor.word() else { return nil }
      tag = next
    }
    guard tag.last == 0x5D, let process = ProFTPD.process(tag) else { return nil }
    let hasRole = process.name == "session" || process.name == "daemon"
    guard process.name == "proftpd" || hasRole && line.first?.isDigit == true else { return nil }
    (self.time, pid, self.host, rest) = (time, process.pid, host, cursor.rest)
  }
}
