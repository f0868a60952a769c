import Bytes
import FTPProtocol

/// What vsftpd writes after the date and the process id: `[user] WHAT: Client "1.2.3.4", "text"`.
struct VsftpdLine {
  /// What a line tells.
  enum What {
    case connect, command, response, debug
    case login(Bool)
    case transfer(Verb, Bool)
    /// MKDIR, DELETE, RENAME and the like.
    case other
  }

  /// What became of reading a line.
  enum Reading {
    case line(VsftpdLine)
    /// A name or path in it imitates the line's own fields, so that its client is not certain.
    case ambiguous
    case none
  }

  var what: What
  /// Empty where no USER was given yet.
  var user: ByteSlice = .empty
  var client: ByteSlice
  /// What follows the client's address: nothing, or `, …`.
  var tail: ByteSlice

  /// Reads a message. Its user's name may hold anything, so that a message in which a second
  /// place could be the name's end is not trusted.
  static func read(_ message: ByteSlice) -> Reading {
    guard message.first == 0x5B else {
      return VsftpdLine(message).map(Reading.line) ?? .none
    }
    var found: VsftpdLine?
    var from = 1
    while let end = message.firstIndex(of: 0x5D, from: from) {
      from = end + 1
      guard from < message.count, message.start[from] == 0x20,
        var line = VsftpdLine(message.dropFirst(from + 1))
      else { continue }
      if found != nil { return .ambiguous }
      line.user = message[1..<end]
      found = line
    }
    return found.map(Reading.line) ?? .none
  }

  /// Reads `WHAT: Client "1.2.3.4"…`.
  private init?(_ message: ByteSlice) {
    guard message.count >= 16, let first = message.first else { return nil }
    var cursor = ByteCursor(message)
    switch first {
    case 0x46 where cursor.skip("FTP command: "): what = .command
    case 0x46 where cursor.skip("FTP response: "): what = .response
    case 0x43 where cursor.skip("CONNECT: "): what = .connect
    case 0x44 where cursor.skip("DEBUG: "): what = .debug
    case 0x4F where cursor.skip("OK "), 0x46 where cursor.skip("FAIL "):
      guard let what = Self.outcome(&cursor, succeeded: first == 0x4F) else { return nil }
      self.what = what
    default: return nil
    }
    guard cursor.skip("Client \""), let client = cursor.take(until: 0x22), client.isHost,
      cursor.isAtEnd || cursor.rest.first == 0x2C
    else { return nil }
    self.client = client.plainAddress
    tail = cursor.rest
  }

  private static func outcome(_ cursor: inout ByteCursor, succeeded: Bool) -> What? {
    guard let word = cursor.take(until: ": "), word.count <= 16 else { return nil }
    if word == "LOGIN" { return .login(succeeded) }
    if word == "DOWNLOAD" { return .transfer(.retr, succeeded) }
    if word == "UPLOAD" { return .transfer(.stor, succeeded) }
    for index in 0..<word.count where word.start[index] &- 0x41 >= 26 { return nil }
    return .other
  }

  /// What stands between the quotes that the line ends in; nil where the line breaks off.
  var quoted: ByteSlice? {
    guard tail.count >= 4, tail.starts(with: ", \""), tail.last == 0x22 else { return nil }
    return tail[3..<(tail.count - 1)]
  }

  /// The number of bytes in `, "path", 19 bytes, 23.16Kbyte/sec`: left out by vsftpd where it
  /// is 0. Nil where the line breaks off.
  var bytes: Int64? {
    guard tail.ends(with: "Kbyte/sec"), let speed = tail.lastRange(of: ", ") else { return nil }
    let before = tail[0..<speed.lowerBound]
    guard before.ends(with: " bytes"), let comma = before.lastRange(of: ", ") else { return 0 }
    return Int64(clamping: before.dropFirst(comma.upperBound).dropLast(6).integer ?? 0)
  }
}
