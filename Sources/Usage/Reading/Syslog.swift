import Bytes

/// What syslog puts before a program's message: `Jan  7 14:19:31 host program[pid]: message`, the
/// same with a year, an ISO time or one of journalctl's, or
/// `1 2026-01-07T14:19:31Z host program pid - - message` (RFC 5424); the priority before it where
/// that was kept: `<86>`, FreeBSD's `<ftp.info>`, socklog's `ftp.info: `.
struct SyslogLine {
  var time: Timestamp
  var host: ByteSlice
  var program: ByteSlice
  /// 0 where the line has none.
  var pid: UInt32
  var message: ByteSlice

  /// Relays that put their header before the one that a line has already: no more than these.
  private static let relaysMaximum = 3

  /// Whether a line's first bytes may be syslog's: a number there is a year, seconds, `10月`, or
  /// the version of RFC 5424.
  static func mayBegin(_ line: ByteSlice) -> Bool {
    guard line.first?.isDigit == true, line.count > 10 else { return true }
    return line[4] == 0x2D || line[10] == 0x2E || line[1] == 0x20 || line[1] | line[2] >= 0x80
  }

  /// Reads a line; nil where it has another shape.
  init?(_ line: ByteSlice, _ context: ReaderContext) {
    self.init(line, context, relays: Self.relaysMaximum)
  }

  private init?(_ line: ByteSlice, _ context: ReaderContext, relays: Int) {
    var cursor = ByteCursor(line)
    Self.skipPriority(&cursor)
    if cursor.skip("1 ") {
      guard let line = Self.structured(cursor, context) else { return nil }
      self = line
      return
    }
    guard let time = Self.time(&cursor, context) else { return nil }
    cursor.skipSpaces()
    Self.skipPriority(&cursor)
    cursor.skipSpaces()
    guard let word = cursor.word() else { return nil }
    // `journalctl --no-hostname`, OpenWrt's `logread` and syslog in containers leave the host out.
    let isTag = word.ends(with: "]:") || word.last == 0x3A && !Self.beginsWithTag(cursor)
    let rest = cursor.rest
    guard var tag = isTag ? word : cursor.word() else { return nil }
    if tag.isSyslogPriority, let next = cursor.word() { tag = next }
    guard tag.last == 0x3A else {
      guard relays > 0, let line = SyslogLine(rest, context, relays: relays - 1) else { return nil }
      self = line
      return
    }
    self.time = time
    host = isTag || word.isSyslogPriority ? .empty : word
    (program, pid) = Self.program(of: tag)
    // What a container sends to the journal has the server's own tag behind the runtime's.
    var ahead = cursor
    if !program.ends(with: "ftpd"), let tag = ahead.word(), tag.ends(with: "]:"),
      case (let inner, let number) = Self.program(of: tag), inner.ends(with: "ftpd")
    {
      (program, pid) = (inner, number)
      cursor = ahead
    }
    message = cursor.rest.withoutMessageID
  }

  /// What a line begins with.
  struct Head {
    /// Empty where the line names none.
    var host: ByteSlice
    /// Where the host begins, and where the program's name or, without one, the message does.
    var begin: Int
    var end: Int
  }

  /// What a line begins with; nil where it has another shape.
  static func head(of line: ByteSlice, _ context: ReaderContext) -> Head? {
    var cursor = ByteCursor(line)
    var head: Head?
    for _ in 0...relaysMaximum {
      skipPriority(&cursor)
      let isStructured = cursor.skip("1 ")
      let time = isStructured ? LogTime.iso(&cursor, zone: .utc) : time(&cursor, context)
      if time == nil { break }
      cursor.skipSpaces()
      skipPriority(&cursor)
      cursor.skipSpaces()
      let begin = line.count - cursor.rest.count
      head = Head(host: .empty, begin: begin, end: begin)
      var ahead = cursor
      guard let host = ahead.word(), host.last != 0x3A, host != "last", host != "---" else { break }
      cursor = ahead
      head = Head(host: host, begin: begin, end: line.count - cursor.rest.count)
      if isStructured { break }
    }
    return head
  }

  /// The program and its process in `program[pid]:`; 0 where there is none.
  private static func program(of tag: ByteSlice) -> (ByteSlice, UInt32) {
    let name = tag.dropLast(1)
    guard name.last == 0x5D, let open = name.firstIndex(of: 0x5B) else {
      return (name.withoutUnitSuffix, 0)
    }
    let number = name[(open + 1)..<(name.count - 1)].integer ?? 0
    return (name[0..<open].withoutUnitSuffix, UInt32(clamping: number))
  }

  /// Whether the next word is a tag.
  private static func beginsWithTag(_ cursor: ByteCursor) -> Bool {
    var ahead = cursor
    return ahead.word()?.last == 0x3A
  }

  /// The time and the space behind it. OpenWrt's `logread` writes asctime's before the priority.
  private static func time(_ cursor: inout ByteCursor, _ context: ReaderContext) -> Timestamp? {
    var ahead = cursor
    if let time = LogTime.syslog(&ahead, context), ahead.skip(" ") {
      cursor = ahead
      return time
    }
    ahead = cursor
    guard let time = LogTime.asctime(&ahead, zone: context.zone), ahead.skip(" ") else {
      return nil
    }
    cursor = ahead
    guard let word = ahead.word(), word.isSyslogPriority else { return nil }
    return time
  }

  private init(
    time: Timestamp, host: ByteSlice, program: ByteSlice, pid: UInt32, message: ByteSlice
  ) {
    self.time = time
    self.host = host
    self.program = program
    self.pid = pid
    self.message = message
  }

  /// What follows the version in RFC 5424's form.
  private static func structured(_ rest: ByteCursor, _ context: ReaderContext) -> SyslogLine? {
    var cursor = rest
    guard let time = LogTime.iso(&cursor, zone: context.zone), cursor.skip(" "),
      let host = cursor.word(), let program = cursor.word(), let pid = cursor.word(),
      cursor.word() != nil, skipData(&cursor)
    else { return nil }
    _ = cursor.skip(" ")
    _ = cursor.skip("\u{FEFF}")
    return SyslogLine(
      time: time, host: host, program: program, pid: UInt32(clamping: pid.integer ?? 0),
      message: cursor.rest)
  }

  private static func skipPriority(_ cursor: inout ByteCursor) {
    var ahead = cursor
    if ahead.skip("<") {
      guard let priority = ahead.take(until: 0x3E), priority.isSyslogPriorityOrNumber else {
        return
      }
      cursor = ahead
    } else if let word = ahead.word(), word.last == 0x3A, word.dropLast(1).isSyslogPriority {
      cursor = ahead
    }
  }

  /// `-`, or elements in brackets: `[id name="value"]`, in which `\]` and `\"` are escaped.
  private static func skipData(_ cursor: inout ByteCursor) -> Bool {
    if cursor.skip("-") { return true }
    guard cursor.rest.first == 0x5B else { return false }
    while cursor.skip("[") {
      repeat {
        guard let value = cursor.take(until: 0x5D) else { return false }
        if value.last != 0x5C { break }
      } while true
    }
    return true
  }
}

extension ByteSlice {
  private static let levels: [StaticString] = [
    "info", "notice", "warn", "warning", "err", "error", "debug", "crit", "alert", "emerg", "panic",
  ]

  /// Whether it is a facility and a level: `ftp.info`, as BusyBox writes them before the program,
  /// or AIX' `ftp:info`.
  fileprivate var isSyslogPriority: Bool {
    guard count <= 20, let mark = firstIndex(of: 0x2E) ?? firstIndex(of: 0x3A), mark > 0 else {
      return false
    }
    let level = dropFirst(mark + 1)
    return Self.levels.contains { level == $0 }
  }

  /// The same, or numbers: `86`, FreeBSD's `11.6`.
  fileprivate var isSyslogPriorityOrNumber: Bool {
    !isEmpty && buffer.allSatisfy { $0.isDigit || $0 == 0x2E } || isSyslogPriority
  }

  /// Without Solaris' `[ID 702911 ftp.info] `.
  fileprivate var withoutMessageID: ByteSlice {
    guard starts(with: "[ID ") else { return self }
    var cursor = ByteCursor(dropFirst(4))
    guard cursor.integer() != nil, cursor.skip(" "), let priority = cursor.take(until: "] "),
      priority.isSyslogPriority
    else { return self }
    return cursor.rest
  }

  /// Without what `journalctl -o with-unit` has behind the name of a unit: its kind, and which of
  /// several instances it is.
  fileprivate var withoutUnitSuffix: ByteSlice {
    guard ends(with: ".service") else { return self }
    let name = dropLast(8)
    return name.firstIndex(of: 0x40).map { name[0..<$0] } ?? name
  }
}
