/// A session of vsftpd's log, for wrapping: it has quotes, brackets and commas in it.
enum WrappedDialogue {
  /// What vsftpd says of it, without times.
  static let texts = [
    "CONNECT: Client \"192.0.2.7\"",
    "FTP command: Client \"192.0.2.7\", \"AUTH TLS\"",
    "FTP response: Client \"192.0.2.7\", \"234 Proceed with negotiation.\"",
    "FTP command: Client \"192.0.2.7\", \"USER bob\"",
    "[bob] FTP response: Client \"192.0.2.7\", \"331 Please specify the password.\"",
    "[bob] FTP command: Client \"192.0.2.7\", \"PASS <password>\"",
    "[bob] FTP response: Client \"192.0.2.7\", \"230 Login successful.\"",
    "[bob] FTP command: Client \"192.0.2.7\", \"PROT P\"",
    "[bob] FTP response: Client \"192.0.2.7\", \"200 PROT now Private.\"",
    "[bob] FTP command: Client \"192.0.2.7\", \"STOR /{a],b\\c\"",
    "[bob] FTP response: Client \"192.0.2.7\", \"226 Transfer complete.\"",
  ]
  /// The session that it is.
  static let expected = ["bob explicit P protected succeeded 0/1/0 certain"]
  /// vsftpd's own lines, a minute apart.
  static let lines = texts.enumerated().map {
    "Mon Oct  5 08:\(10 + $0.offset):00 2026 [pid 2] \($0.element)"
  }
}
