import Bytes
import FTPProtocol

/// What pyftpdlib says of itself, and of sessions that its line does not name.
extension PyftpdlibLine {
  /// Whether the server tells how it was started: that looks like no other program's line.
  var isStartNotice: Bool { Self.holdsStartNotice(text) }

  private static func holdsStartNotice(_ text: ByteSlice) -> Bool {
    text.first != 0x7B
      && (text.contains("concurrency model: ") || text.contains("masquerade (NAT) address: ")
        || text.contains("passive ports: ") || text.contains(">>> starting FTP"))
  }

  /// Whether a line has one of the marks by which those of pyftpdlib are recognised. Costs little,
  /// since every line that is no server's is looked at for them.
  static func hasMark(_ line: ByteSlice) -> Bool {
    line.contains("-[") || line.contains("]@") || line.contains("== ") || line.contains("==> ")
      || line.contains("onnected.") || hasPrefixMark(line) || holdsStartNotice(line)
  }

  /// Whether a bracket, a capital and a space stand in it, as in `[I 2024-01-01 10:00:00]`.
  private static func hasPrefixMark(_ line: ByteSlice) -> Bool {
    var from = 0
    while let open = line.firstIndex(of: 0x5B, from: from) {
      from = open + 1
      if from + 1 < line.count, line[from] &- 0x41 < 26, line[from + 1] == 0x20 { return true }
    }
    return false
  }

  /// Whether it tells nothing of a session.
  var isNotice: Bool {
    isStartNotice || text.contains("[debug] ") || text.contains(">>> ")
      || text.contains("poller: ") || text.contains("dispatcher: <")
      || text.contains("authorizer: '")
      || text.contains("handler: <") || text.contains("use sendfile(")
      || text.contains("max connections") || text.contains("max login attempts: ")
      || text.contains("timeout: ") || text.contains("banner: '")
      || text.contains("SSL certfile: ") || text.contains("SSL keyfile: ")
      || text.contains("unhandled exception in instance ")
      || text.contains("join()ing task ") || text.contains("received interrupt signal")
  }

  /// Whether it tells of a session, though no client's address and port stand where they do by
  /// default, as with another `log_prefix`.
  var tellsOfSession: Bool {
    text.ends(with: "' logged in.") || text.ends(with: "' failed login.")
      || text.contains("FTP session opened (connect)")
      || text.contains("FTP session closed (disconnect)")
      || text.contains(" completed=") && text.contains(" seconds=")
      || hasOwnPrefix && (text.contains(" <- ") || text.contains(" -> "))
  }

  /// Whether a reply begins that has more lines.
  var beginsReply: Bool {
    let reply = text.starts(with: "-> ") ? text.dropFirst(3) : isReply == true ? text : .empty
    return reply.count > 3 && reply[0..<3].replyCode != nil && reply[3] == 0x2D
  }

  /// Whether it is such a reply's last line.
  var endsReply: Bool {
    text.count > 3 && text[0..<3].replyCode != nil && text[3] == 0x20
  }
}
