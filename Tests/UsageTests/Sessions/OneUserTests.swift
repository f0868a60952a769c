import Records
import Testing

@testable import Usage

/// Connections of one user from one address, where nothing but the protocol's phase tells whose a
/// line is: each login goes to who asked for it, and what can't be told is in doubt.
@Suite struct OneUserTests {
  private static let fields =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status\n"

  /// `10:00 USER METHOD STEM STATUS`, all from one address.
  private static func iis(_ text: String) -> String {
    fields
      + text.split(separator: "\n").map { line in
        let words = line.split(separator: " ", maxSplits: 2)
        return "2026-03-01 \(words[0]):00 192.0.2.9 \(words[1]) 198.51.100.1 21 \(words[2])\n"
      }.joined()
  }

  private static func vsftpd(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      "Sun Mar  1 \(line)\n".replacing("CLIENT", with: "Client \"192.0.2.9\"")
    }.joined()
  }

  private static func pure(_ text: String) -> String {
    text.split(separator: "\n").map { "Mar  1 12:00:00 host pure-ftpd: \($0)\n" }.joined()
  }

  private static let cases: [LogCase] = [
    LogCase(
      "IIS: protected, then in clear",
      iis(
        """
        10:00 - ControlChannelOpened - -
        10:01 - AUTH TLS 234
        10:02 - PROT P 200
        10:03 - USER anna 331
        10:04 anna PASS *** 230
        10:05 - ControlChannelOpened - -
        10:06 - USER anna 331
        10:07 anna PASS *** 230
        10:08 anna STOR a 226
        10:09 anna ControlChannelClosed - -
        10:10 anna ControlChannelClosed - -
        """),
      [
        "anna explicit P protected succeeded 0/0/0 shared-address",
        "anna clear - clear succeeded 1/0/0 shared-address",
      ]),
    LogCase(
      "IIS: in clear, then protected, under a domain's name",
      iis(
        #"""
        10:00 - ControlChannelOpened - -
        10:01 - USER anna 331
        10:02 PRESS\anna PASS *** 230
        10:03 - ControlChannelOpened - -
        10:04 - AUTH TLS 234
        10:05 - PROT P 200
        10:06 - USER anna 331
        10:07 PRESS\anna PASS *** 230
        10:08 PRESS\anna STOR a 226
        """#),
      [
        "PRESS\\anna clear - clear succeeded 0/0/0 shared-address",
        "PRESS\\anna explicit P protected succeeded 0/0/1 shared-address,shared-level",
      ]),
    LogCase(
      "IIS: who has only asked takes none of the other's lines",
      iis(
        """
        10:00 - ControlChannelOpened - -
        10:01 - USER anna 331
        10:02 anna PASS *** 230
        10:03 - ControlChannelOpened - -
        10:04 - USER anna 331
        10:05 anna STOR a 226
        10:06 - ControlChannelClosed - -
        10:07 anna ControlChannelClosed - -
        """),
      [
        "anna clear - clear succeeded 1/0/0 certain", "anna clear - none none 0/0/0 certain",
      ]),
    LogCase(
      "vsftpd, pid 2 for all",
      vsftpd(
        """
        10:00:00 2026 [pid 2] CONNECT: CLIENT
        10:00:00 2026 [pid 2] FTP response: CLIENT, "220 (vsFTPd 3.0.3)"
        10:00:00 2026 [pid 2] FTP command: CLIENT, "AUTH TLS"
        10:00:00 2026 [pid 2] FTP response: CLIENT, "234 Proceed with negotiation."
        10:00:01 2026 [pid 2] FTP command: CLIENT, "USER anna"
        10:00:01 2026 [pid 2] [anna] FTP response: CLIENT, "331 Please specify the password."
        10:00:01 2026 [pid 2] [anna] FTP command: CLIENT, "PASS <password>"
        10:00:01 2026 [pid 1] [anna] OK LOGIN: CLIENT
        10:00:01 2026 [pid 2] [anna] FTP response: CLIENT, "230 Login successful."
        10:05:00 2026 [pid 2] CONNECT: CLIENT
        10:05:00 2026 [pid 2] FTP response: CLIENT, "220 (vsFTPd 3.0.3)"
        10:05:01 2026 [pid 2] FTP command: CLIENT, "USER anna"
        10:05:01 2026 [pid 2] [anna] FTP response: CLIENT, "331 Please specify the password."
        10:05:01 2026 [pid 2] [anna] FTP command: CLIENT, "PASS <password>"
        10:05:01 2026 [pid 1] [anna] OK LOGIN: CLIENT
        10:05:01 2026 [pid 2] [anna] FTP response: CLIENT, "230 Login successful."
        10:05:02 2026 [pid 2] [anna] FTP command: CLIENT, "STOR x"
        10:05:02 2026 [pid 2] [anna] OK UPLOAD: CLIENT, "/x", 10 bytes, 1.77Kbyte/sec
        10:05:02 2026 [pid 2] [anna] FTP response: CLIENT, "226 Transfer complete."
        """),
      [
        "anna explicit C protected succeeded 0/0/0 shared-address",
        "anna clear - clear succeeded 1/0/0 shared-address",
      ]),
    LogCase(
      "vsftpd, processes of their own: the reply to a password tells whose the last process is",
      vsftpd(
        """
        10:00:00 2026 [pid 10] CONNECT: CLIENT
        10:00:00 2026 [pid 10] FTP command: CLIENT, "AUTH TLS"
        10:00:00 2026 [pid 10] FTP response: CLIENT, "234 Proceed with negotiation."
        10:00:01 2026 [pid 10] FTP command: CLIENT, "USER anna"
        10:00:01 2026 [pid 10] [anna] FTP response: CLIENT, "331 Please specify the password."
        10:00:01 2026 [pid 10] [anna] FTP command: CLIENT, "PASS <password>"
        10:00:01 2026 [pid 9] [anna] OK LOGIN: CLIENT
        10:00:01 2026 [pid 11] [anna] FTP response: CLIENT, "230 Login successful."
        10:05:00 2026 [pid 20] CONNECT: CLIENT
        10:05:01 2026 [pid 20] FTP command: CLIENT, "USER anna"
        10:05:01 2026 [pid 20] [anna] FTP response: CLIENT, "331 Please specify the password."
        10:05:01 2026 [pid 20] [anna] FTP command: CLIENT, "PASS <password>"
        10:05:01 2026 [pid 19] [anna] OK LOGIN: CLIENT
        10:05:01 2026 [pid 21] [anna] FTP response: CLIENT, "230 Login successful."
        10:05:02 2026 [pid 21] [anna] FTP command: CLIENT, "STOR x"
        10:05:02 2026 [pid 21] [anna] FTP response: CLIENT, "226 Transfer complete."
        """),
      [
        "anna explicit C protected succeeded 0/0/0 certain",
        "anna clear - clear succeeded 1/0/0 certain",
      ]),
    LogCase(
      "vsftpd's default: a second login is the second connection's",
      vsftpd(
        """
        10:00:00 2026 [pid 2] CONNECT: CLIENT
        10:00:01 2026 [pid 1] [anna] OK LOGIN: CLIENT
        10:05:00 2026 [pid 2] CONNECT: CLIENT
        10:05:01 2026 [pid 1] [anna] OK LOGIN: CLIENT
        """),
      [
        "anna unknown - unknown succeeded 0/0/0 tls-not-logged",
        "anna unknown - unknown succeeded 0/0/0 tls-not-logged",
      ]),
    LogCase(
      "vsftpd's default: an attempt that failed, and a connection that may have been another",
      vsftpd(
        """
        10:00:00 2026 [pid 2] CONNECT: CLIENT
        10:00:01 2026 [pid 1] [anna] FAIL LOGIN: CLIENT
        10:05:00 2026 [pid 2] CONNECT: CLIENT
        10:05:01 2026 [pid 1] [anna] OK LOGIN: CLIENT
        """),
      [
        "anna unknown - unknown failed 0/0/0 shared-address",
        "anna unknown - unknown succeeded 0/0/0 shared-address",
      ]),
    LogCase(
      "vsftpd's default: an attempt that failed in another process",
      vsftpd(
        """
        10:00:00 2026 [pid 12] CONNECT: CLIENT
        10:00:01 2026 [pid 11] [anna] FAIL LOGIN: CLIENT
        10:05:00 2026 [pid 22] CONNECT: CLIENT
        10:05:01 2026 [pid 21] [anna] FAIL LOGIN: CLIENT
        10:05:03 2026 [pid 21] [anna] OK LOGIN: CLIENT
        """),
      [
        "anna unknown - unknown failed 0/0/0 tls-not-logged",
        "anna unknown - unknown succeeded 0/0/0 tls-not-logged",
      ]),
    LogCase(
      "vsftpd's default without connects: a login of another process, and one after a login",
      vsftpd(
        """
        10:00:00 2026 [pid 20175] [anna] FAIL LOGIN: CLIENT
        10:00:03 2026 [pid 20175] [anna] FAIL LOGIN: CLIENT
        10:01:00 2026 [pid 20293] [anna] OK LOGIN: CLIENT
        10:02:00 2026 [pid 20293] [ftp] OK LOGIN: CLIENT, anon password "lala@"
        """),
      [
        "anna unknown - unknown failed 0/0/0 begins-earlier",
        "anna unknown - unknown succeeded 0/0/0 begins-earlier",
        "ftp unknown - unknown succeeded 0/0/0 begins-earlier",
      ]),
    LogCase(
      "Pure-FTPd without process numbers",
      pure(
        """
        (?@192.0.2.42) [INFO] New connection from 192.0.2.42
        (?@192.0.2.42) [INFO] TLS: Enabled TLSv1.3 with X, 256 secret bits cipher
        (?@192.0.2.42) [INFO] anna is now logged in
        (?@192.0.2.42) [INFO] New connection from 192.0.2.42
        (?@192.0.2.42) [INFO] anna is now logged in
        (anna@192.0.2.42) [INFO] Logout.
        (anna@192.0.2.42) [INFO] Logout.
        """),
      [
        "anna explicit - protected succeeded 0/0/0 shared-address",
        "anna clear - clear succeeded 0/0/0 shared-address",
      ]),
  ]

  @Test(arguments: cases) func sessions(_ example: LogCase) async throws {
    let found = try await Analysed(log: example.log)
    #expect(found.words == example.expected)
  }
}
