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

  /// The name of the server in a line that is in no form that is known, as where the date is in an
  /// unknown language: `… ftpd[123]: …`, or vsftpd's `… [pid 123] … Client "…`.
  static func name(in line: ByteSlice) -> String? {
    if line.count > LineCursor.lineBytesMaximum { return nil }
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

  /// Whether there is a time in it, in whatever form.
  private static func isClock(_ word: ByteSlice) -> Bool {
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
