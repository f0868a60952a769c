import Testing

@testable import Usage

@Suite struct VsftpdTests {
  @Test func protocolLinesAndTLS() {
    let day = "Tue Nov 13 16:55:47 2018"
    let log = """
      \(day) [pid 7] CONNECT: Client "::ffff:192.0.2.7"
      \(day) [pid 7] FTP response: Client "::ffff:192.0.2.7", "220 Welcome."
      \(day) [pid 7] FTP command: Client "::ffff:192.0.2.7", "AUTH TLS"
      \(day) [pid 7] FTP response: Client "::ffff:192.0.2.7", "234 Proceed with negotiation."
      \(day) [pid 7] DEBUG: Client "::ffff:192.0.2.7", "SSL version: TLSv1.3, SSL cipher: X"
      \(day) [pid 7] [bob] FTP command: Client "::ffff:192.0.2.7", "PASS hunter2"
      \(day) [pid 6] [bob] OK LOGIN: Client "::ffff:192.0.2.7"
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", "230 Login successful."
      \(day) [pid 8] [bob] FTP command: Client "::ffff:192.0.2.7", "STOR a b.txt"
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", "150 Ok to send data."
      \(day) [pid 7] [bob] DEBUG: Client "::ffff:192.0.2.7", "SSL version: TLSv1.3, reused"
      \(day) [pid 8] [bob] OK UPLOAD: Client "::ffff:192.0.2.7", "/a b", 9 bytes, 1.00Kbyte/sec
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", "226 Transfer complete."
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", "211-Features:"
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", " AUTH TLS??"
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", "257 "/x" is the directory"
      \(day) [pid 8] [bob] FTP response: Client "::ffff:192.0.2.7", "221 Goodbye."
      """
    #expect(
      words(log, cutting: "2018-11-13T16:55:47Z ") == [
        "opened client=192.0.2.7 shared",
        "replied 220 client=192.0.2.7 start=clear shared",
        "asked AUTH TLS client=192.0.2.7 start=clear shared",
        "replied 234 client=192.0.2.7 start=clear shared",
        "handshakeFinished client=192.0.2.7 shared",
        "asked PASS client=192.0.2.7 user=bob start=clear shared",
        "login client=192.0.2.7 user=bob succeeded shared",
        "replied 230 client=192.0.2.7 user=bob start=clear shared",
        "asked STOR a b.txt client=192.0.2.7 user=bob start=clear shared",
        "transfer STOR client=192.0.2.7 user=bob unknown received=9 shared",
        "replied 226 client=192.0.2.7 user=bob start=clear shared",
        "replied 257 client=192.0.2.7 user=bob start=clear shared",
        "replied 221 client=192.0.2.7 user=bob start=clear shared ends",
      ])
  }

  /// The handshake comes before the greeting.
  @Test func implicitPort() {
    let day = "Sun Jun  7 08:05:09 2026"
    let log = """
      \(day) [pid 2] CONNECT: Client "192.0.2.7"
      \(day) [pid 2] DEBUG: Client "192.0.2.7", "SSL version: TLSv1.3, not reused"
      \(day) [pid 2] FTP response: Client "192.0.2.7", "220 (vsFTPd 3.0.3)"
      \(day) [pid 2] CONNECT: Client "192.0.2.8"
      \(day) [pid 2] DEBUG: Client "192.0.2.8", "SSL_accept failed: error:0A000126"
      """
    #expect(
      words(log, cutting: "2026-06-07T08:05:09Z ") == [
        "opened client=192.0.2.7 shared",
        "handshakeFinished client=192.0.2.7 shared",
        "replied 220 client=192.0.2.7 start=implicit shared",
        "opened client=192.0.2.8 shared",
        "handshakeFailed client=192.0.2.8 start=clear shared ends",
      ])
  }

  /// vsftpd dies of a handshake that fails, of a data connection's too.
  @Test func failedHandshakes() {
    let day = "Sun Jun  7 08:05:09 2026"
    let log = """
      \(day) [pid 2] [bob] FTP response: Client "192.0.2.7", "234 Proceed with negotiation."
      \(day) [pid 2] [bob] DEBUG: Client "192.0.2.7", "SSL_accept failed: error:0A000126"
      \(day) [pid 2] [bob] DEBUG: Client "192.0.2.7", "SSL_accept failed: error:0A000126"
      """
    #expect(
      words(log, cutting: "2026-06-07T08:05:09Z ") == [
        "replied 234 client=192.0.2.7 user=bob start=clear shared",
        "handshakeFailed client=192.0.2.7 user=bob start=clear shared ends",
        "closed client=192.0.2.7 user=bob shared",
      ])
  }

  /// Without `log_ftp_protocol` a login and a transfer say nothing of TLS.
  @Test func defaultLines() {
    let day = "Mon Aug 21 14:37:23 2006"
    let log = """
      \(day) [pid 1] CONNECT: Client "192.0.2.7"
      \(day) [pid 2] [bob] OK LOGIN: Client "192.0.2.7"
      \(day) [pid 2] [ftp] OK LOGIN: Client "192.0.2.7", anon password "lala@"
      \(day) [pid 2] [eve] FAIL LOGIN: Client "192.0.2.7", "User is not in the allow user list."
      \(day) [pid 3] [bob] OK UPLOAD: Client "192.0.2.7", "/a, 5 bytes", 8338 bytes, 18.77Kbyte/sec
      \(day) [pid 3] [bob] OK DOWNLOAD: Client "192.0.2.7", "/empty", 0.00Kbyte/sec
      \(day) [pid 3] [bob] FAIL DOWNLOAD: Client "192.0.2.7", "/none, 5 bytes", 0.00Kbyte/sec
      \(day) [pid 3] [bob] OK MKDIR: Client "192.0.2.7", "/d"
      \(day) [pid 3] [bob] OK UPLOAD: Client "192.0.2.7", "/a", 83
      """
    #expect(
      words(log, cutting: "2006-08-21T14:37:23Z ") == [
        "opened client=192.0.2.7 shared",
        "login client=192.0.2.7 user=bob succeeded shared",
        "login anonymous client=192.0.2.7 user=ftp succeeded shared",
        "login client=192.0.2.7 user=eve failed shared",
        "transfer STOR client=192.0.2.7 user=bob unknown received=8338 shared",
        "transfer RETR client=192.0.2.7 user=bob unknown sent=0 shared",
        "seen client=192.0.2.7 user=bob sent=0 shared",
        "seen client=192.0.2.7 user=bob shared",
        "malformed(\"the transfer breaks off\")",
      ])
  }

  @Test func refusals() {
    let log = """
      Mon Aug 21 14:37:23 2006 [pid 1] FTP response: Client "192.0.2.7", "530 Non-anonymous \
      sessions must use encryption."
      Mon Aug 21 14:37:23 2006 [pid 1] FTP response: Client "192.0.2.7", "530 Anonymous \
      sessions may not use encryption."
      """
    #expect(
      words(log, cutting: "2006-08-21T14:37:23Z ") == [
        "replied 530 client=192.0.2.7 start=clear shared ends",
        "replied 530 client=192.0.2.7 refused: the server's policy refuses AUTH start=clear shared",
      ])
  }

  @Test func syslog() {
    let log = """
      2025-03-04T01:06:36.645577 host vsftpd[1658]: [bob] FAIL LOGIN: Client "192.0.2.222"
      2025-03-04T01:06:36 host vsftpd[1660]: pam_unix(vsftpd:auth): authentication failure; rhost=x
      2025-03-04T01:06:36 host vsftpd[1660]: CONNECT: Client "192.0
      2025-03-04T01:06:36 host sshd[1660]: CONNECT: Client "192.0.2.1"
      # failJSON: { "match": true }
      """
    #expect(
      words(log, cutting: "2025-03-04T01:06:36") == [
        ".645Z login client=192.0.2.222 user=bob failed shared",
        "skipped",
        "malformed(\"no client where vsftpd puts it\")",
        "foreign", "foreign",
      ])
  }

  /// A name may hold what the log writes itself; such a line is not given to anybody.
  @Test func forgedFields() {
    let day = "Mon Aug 21 14:37:23 2006"
    let log = """
      \(day) [pid 1] [x] CONNECT: Client "6.6.6.6", "] FTP response: Client "192.0.2.7", "530 No."
      \(day) [pid 1] FTP command: Client "192.0.2.7", "USER x] CONNECT: Client "6.6.6.6""
      \(day) [pid 1] [b] ob] FTP command: Client "192.0.2.7", "CWD "y""
      \(day) [pid 1] [bob] FTP command: Client "192.0.2.7", "PASS secr
      \(day) [pid 1
      """
    #expect(
      words(log, cutting: "2006-08-21T14:37:23Z ") == [
        "malformed(\"a name in it imitates the line\\'s own fields\")",
        "asked USER x] CONNECT: Client \"6.6.6.6\" client=192.0.2.7 start=clear shared",
        "asked CWD \"y\" client=192.0.2.7 user=b] ob start=clear shared",
        "malformed(\"the command breaks off\")",
        "malformed(\"the process id breaks off\")",
      ])
  }

  private func words(_ log: String, cutting prefix: String) -> [String] {
    eventTable(Vsftpd.format, log).map {
      $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0
    }
  }
}
