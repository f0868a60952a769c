import Bytes

/// What syslog puts before a program's message: `Jan  7 14:19:31 host program[pid]: message`, the
/// same with a year, an ISO time or one of journalctl's, or
/// `1 2026-01-07T14:19:31Z host program pid - - message` (RFC 5424); `<86>` before it where the
/// priority was kept.
struct SyslogLine {
  var time: Timestamp
  var host: ByteSlice
  var program: ByteSlice
  /// 0 where the line has none.
  var pid: UInt32
  var message: ByteSlice

  /// Relays that put their header before the one that a line has already: no more than these.
  private static let relaysMaximum = 3

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
    guard let word = cursor.word() else { return nil }
    // `journalctl --no-hostname` and OpenWrt's `logread` leave the host out.
    let isTag = word.ends(with: "]:")
    let rest = cursor.rest
    guard var tag = isTag ? word : cursor.word() else { return nil }
    if tag.isSyslogPriority, let next = cursor.word() { tag = next }
    guard tag.last == 0x3A else {
      guard relays > 0, let line = SyslogLine(rest, context, relays: relays - 1) else { return nil }
      self = line
      return
    }
    let name = tag.dropLast(1)
    self.time = time
    host = isTag || word.isSyslogPriority ? .empty : word
    if name.last == 0x5D, let open = name.firstIndex(of: 0x5B) {
      program = name[0..<open].withoutUnitSuffix
      pid = UInt32(clamping: name[(open + 1)..<(name.count - 1)].integer ?? 0)
    } else {
      program = name.withoutUnitSuffix
      pid = 0
    }
    message = cursor.rest
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
    if ahead.skip("<"), ahead.integer() != nil, ahead.skip(">") { cursor = ahead }
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

  /// Whether it is a facility and a level, `ftp.info`, as BusyBox writes them before the program.
  fileprivate var isSyslogPriority: Bool {
    guard count <= 20, let dot = firstIndex(of: 0x2E), dot > 0 else { return false }
    let level = dropFirst(dot + 1)
    return Self.levels.contains { level == $0 }
  }

  /// Without what `journalctl -o with-unit` has behind the name of a unit: its kind, and which of
  /// several instances it is.
  fileprivate var withoutUnitSuffix: ByteSlice {
    guard ends(with: ".service") else { return self }
    let name = dropLast(8)
    return name.firstIndex(of: 0x40).map { name[0..<$0] } ?? name
  }
}
