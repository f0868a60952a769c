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
      if command == ["exit"] { return close(.quit, &actions) }
      guard let answer = Self.answer(to: command) else { continue }
      actions.append(.send(Array((answer + "\n").utf8)))
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

  /// `id; uname -a && exit` → its three commands, in words.
  private static func commands(of line: [UInt8]) -> [[String]] {
    line.split { $0 == 0x3B || $0 == 0x26 }
      .map { $0.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// What a shell says to a command; nil to one that is not known.
  private static func answer(to command: [String]) -> String? {
    if command.first == "echo" { return echo(command.dropFirst()) }
    return answers[command.joined(separator: " ")]
  }

  /// Words alone are said again, without their quotation marks: what a shell would put in their
  /// place is not known.
  private static func echo(_ words: ArraySlice<String>) -> String? {
    let text = words.joined(separator: " ")
    guard !text.utf8.contains(where: { Array("$`|<>*?~\\".utf8).contains($0) }) else { return nil }
    return text.filter { $0 != "\"" && $0 != "'" }
  }

  /// Of a Debian of that time.
  private static let answers = [
    "id": "uid=0(root) gid=0(root)",
    "whoami": "root",
    "pwd": "/",
    "ls": "bin boot dev etc home lib media mnt opt proc root sbin srv sys tmp usr var"
      .replacing(" ", with: "\n"),
    "hostname": "localhost",
    "uname": "Linux",
    "uname -a": "Linux localhost 2.6.32-5-686 #1 SMP Mon Jan 16 16:04:25 UTC 2012 i686 GNU/Linux",
    "cat /etc/passwd": """
    root:x:0:0:root:/root:/bin/bash
    daemon:x:1:1:daemon:/usr/sbin:/bin/sh
    bin:x:2:2:bin:/bin:/bin/sh
    sys:x:3:3:sys:/dev:/bin/sh
    sync:x:4:65534:sync:/bin:/bin/sync
    man:x:6:12:man:/var/cache/man:/bin/sh
    mail:x:8:8:mail:/var/mail:/bin/sh
    www-data:x:33:33:www-data:/var/www:/bin/sh
    backup:x:34:34:backup:/var/backups:/bin/sh
    nobody:x:65534:65534:nobody:/nonexistent:/bin/sh
    sshd:x:101:65534::/var/run/sshd:/usr/sbin/nologin
    ftp:x:102:105:ftp daemon,,,:/srv/ftp:/bin/false
    """,
  ]
}
