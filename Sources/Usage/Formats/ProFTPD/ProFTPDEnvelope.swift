import Bytes

/// What ProFTPD or syslog puts before a message of ProFTPD's: in a file of its own
/// `2021-05-28 18:08:01,124 HOST proftpd[PID] `, in syslog whatever that writes. LogOptions may
/// leave the host out, and call the processes by what they do (`RoleBasedProcessLabels`). Where
/// ProFTPD writes to its standard error and the journal keeps that, the first stands in the second.
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
    guard isNamed, let syslog = SyslogLine(line, context), syslog.program == "proftpd" else {
      return nil
    }
    (time, pid, host, rest) = (syslog.time, syslog.pid, syslog.host, syslog.message)
    takeInner(context, isExact: line.first?.isDigit == true)
  }

  /// Takes ProFTPD's own part out of syslog's message, with its time where syslog's, without a year
  /// and to the second, is less exact.
  private mutating func takeInner(_ context: ReaderContext, isExact: Bool) {
    if Self.mayBeTime(rest), let own = Self(ownFile: rest, context) {
      if !isExact { time = own.time }
      (pid, rest) = (own.pid, own.rest)
      return
    }
    var cursor = ByteCursor(rest)
    guard let tag = cursor.word(), let process = Self.process(tag) else { return }
    (pid, rest) = (process.pid, cursor.rest)
  }

  /// Whether a year or an English month stands in front.
  private static func mayBeTime(_ text: ByteSlice) -> Bool {
    guard text.count > 16 else { return false }
    return text[0].isDigit ? text[4] == 0x2D : text[3] == 0x20
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
    guard let process = Self.process(tag) else { return nil }
    guard process.name == "proftpd" || line.first?.isDigit == true else { return nil }
    (self.time, pid, self.host, rest) = (time, process.pid, host, cursor.rest)
  }

  /// The number in `proftpd[123]`, `session[123]` or `daemon[123]`, and what stands before it; nil
  /// for another word.
  private static func process(_ tag: ByteSlice) -> (name: ByteSlice, pid: UInt32)? {
    guard tag.last == 0x5D, let process = ProFTPD.process(tag) else { return nil }
    let name = process.name
    return name == "proftpd" || name == "session" || name == "daemon" ? process : nil
  }
}
