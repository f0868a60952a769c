import Bytes

/// Tells lines of programs that serve FTP and that no reader understands: what they tell is missing
/// from the answer.
enum UnknownServer {
  /// The name of syslog's program is looked for so far into a line.
  private static let headBytesMaximum = 160
  private static let nameBytesMaximum = 32

  /// The name of the program that wrote a line of syslog, where it serves FTP; nil where it does
  /// not.
  static func name(of line: SyslogLine) -> String? {
    let program = line.program
    if isServer(program) { return program.escapedText }
    return line.message.starts(with: "FTP LOGIN FROM ")
      || line.message.starts(with: "ANONYMOUS FTP LOGIN FROM ")
      ? program[0..<nameBytesMaximum].escapedText : nil
  }

  /// What lines of servers hold that are read with a time only, or not at all, and whose they are.
  private static let marks: [(mark: StaticString, server: String)] = [
    ("]) - FTP session ", "proftpd"), ("]) - USER ", "proftpd"), ("mod_tls/", "proftpd"),
    ("> FTP Session ", "FileZilla Server"), ("FtpLoggingFilter", "Apache FtpServer"),
    (#""event_type":"ftp""#, "Suricata"),
  ]

  /// What is to be known of IIS's own format, comma-separated, which IIS 4 to 6 may log FTP in.
  static let fixedIIS = "IIS's own log file format (choose W3C Extended instead)"

  /// Whether a line is in that format, of an FTP service: `192.0.2.7, bob, 7/23/97, 6:59:04,
  /// MSFTPSVC1, …`.
  private static func isFixedIIS(_ line: ByteSlice) -> Bool {
    guard line.first?.isLetterOrDigit == true else { return false }
    var cursor = ByteCursor(line)
    guard let client = cursor.take(until: 0x2C), client.isHost,
      let mark = cursor.rest.firstRange(of: "MSFTPSVC")
    else { return false }
    let before = cursor.rest[0..<mark.lowerBound].buffer.count { $0 == 0x2C }
    var service = ByteCursor(cursor.rest.dropFirst(mark.upperBound))
    return before == 3 && service.integer() != nil && service.skip(",")
  }

  /// The name of the server in a line that is in no form that is known, as where the date is in an
  /// unknown language: `… ftpd[123]: …`, vsftpd's `… [pid 123] … Client "…`, or what has a mark.
  static func name(in line: ByteSlice) -> String? {
    if line.count > LineCursor.lineBytesMaximum { return nil }
    if isFixedIIS(line) { return fixedIIS }
    if let known = marks.first(where: { line.contains($0.mark) }) { return known.server }
    if let mark = line.firstRange(of: " [pid "),
      line.contains(": Client \"") || line.contains(": Client \\\"")
    {
      var cursor = ByteCursor(line.dropFirst(mark.upperBound))
      if cursor.integer() != nil, cursor.skip("] ") { return "vsftpd" }
    }
    var cursor = ByteCursor(line[0..<headBytesMaximum])
    var hasClock = false
    while let word = cursor.word() {
      hasClock = hasClock || isClock(word)
      guard hasClock, word.last == 0x3A else { continue }
      let tag = word.dropLast(1)
      let open = tag.last == 0x5D ? tag.firstIndex(of: 0x5B) : nil
      let name = tag[0..<(open ?? tag.count)]
      if isServer(name) { return name.escapedText }
    }
    return nil
  }

  /// Whether a text in no form that is known holds a dialogue with an FTP server: logins, and the
  /// replies to them (RFC 959 §5.4).
  static func holdsDialogue(_ text: ByteSlice) -> Bool {
    (["USER", "PASS", "331", "230"] as [StaticString]).allSatisfy { holds($0, text) }
  }

  /// Whether a text has a word, not as a part of another.
  private static func holds(_ word: StaticString, _ text: ByteSlice) -> Bool {
    var left = text
    var before: UInt8 = 0x20
    while let found = left.firstRange(of: word) {
      if found.lowerBound > 0 { before = left[found.lowerBound - 1] }
      left = left.dropFirst(found.upperBound)
      if !before.isLetterOrDigit, left.first?.isLetterOrDigit != true { return true }
      before = 0x30
    }
    return false
  }

  /// Whether there is a time in it, in whatever form; daemontools' `multilog` writes `@40000000…`.
  private static func isClock(_ word: ByteSlice) -> Bool {
    if word.count == 25, word.starts(with: "@40000000") { return true }
    guard let mark = word.firstIndex(of: 0x3A), mark > 0, mark + 1 < word.count else {
      return false
    }
    return word[mark - 1].isDigit && word[mark + 1].isDigit
  }

  /// Whether a program serves FTP by its name. TFTP and SSH's SFTP are other protocols.
  private static func isServer(_ program: ByteSlice) -> Bool {
    program.count <= nameBytesMaximum && program.ends(with: "ftpd")
      && !program.ends(with: "tftpd") && program != "sftpd"
  }
}
