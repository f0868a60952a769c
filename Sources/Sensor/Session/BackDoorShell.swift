import Bytes

/// What answers behind the back door of vsftpd 2.3.4 (CVE-2011-2523), where a shell of root's was:
/// a pretence without I/O. It runs nothing, and knows the few words by which tools tell that there
/// is a shell.
struct BackDoorShell {
  enum Action: Equatable {
    /// A line was typed: to be kept before what follows is sent.
    case typed([UInt8])
    case send([UInt8])
    case close(EndReason)
  }

  /// What a client may type in all, and lines of it.
  static let bytesMaximum = 65_536
  static let linesMaximum = 1000

  private let lineBytesMaximum: Int
  /// A line that has no end yet.
  private var pending: [UInt8] = []
  private var bytes = 0
  private var lines = 0
  private var isOver = false

  init(lineBytesMaximum: Int) { self.lineBytesMaximum = lineBytesMaximum }

  /// Whether a login opens the back door: any name with a smiley in it does.
  static func isOpened(by user: [UInt8]) -> Bool {
    zip(user, user.dropFirst()).contains { $0 == 0x3A && $1 == 0x29 }
  }

  /// Bytes that came, however they are cut.
  mutating func received(_ new: ByteSlice) -> [Action] {
    var actions: [Action] = []
    for byte in new.buffer where !isOver {
      bytes += 1
      if byte == 0x0A || pending.count == lineBytesMaximum { endLine(&actions) }
      if byte != 0x0A { pending.append(byte) }
      if !isOver, bytes == Self.bytesMaximum || lines == Self.linesMaximum {
        close(.limit, &actions)
      }
    }
    return actions
  }

  /// The connection is over: what was typed and not ended.
  mutating func ended() -> [Action] {
    var actions: [Action] = []
    if !isOver { tell(&actions) }
    isOver = true
    return actions
  }

  private mutating func endLine(_ actions: inout [Action]) {
    lines += 1
    let line = pending
    tell(&actions)
    for command in Self.commands(of: line) {
      switch command {
      case "id": actions.append(.send(Array("uid=0(root) gid=0(root)\n".utf8)))
      case "whoami": actions.append(.send(Array("root\n".utf8)))
      case "exit": return close(.quit, &actions)
      default: break
      }
    }
  }

  private mutating func tell(_ actions: inout [Action]) {
    if pending.last == 0x0D { pending.removeLast() }
    if !pending.isEmpty { actions.append(.typed(pending)) }
    pending = []
  }

  private mutating func close(_ reason: EndReason, _ actions: inout [Action]) {
    tell(&actions)
    isOver = true
    actions.append(.close(reason))
  }

  /// `id; uname -a && exit` → its three commands, without blanks.
  private static func commands(of line: [UInt8]) -> [String] {
    line.split { $0 == 0x3B || $0 == 0x26 }
      .map { String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self) }
  }
}
