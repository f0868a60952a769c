import Records
import Testing

@testable import Usage

@Suite struct SFTPGoTests {
  /// A certificate is shown in a handshake; names are quoted as Go quotes.
  @Test func certificates() async throws {
    let found = try await Analysed(
      log: #"""
        {"level":"info","time":"2026-10-01T10:01:05.123","sender":"FTP","connection_id":"FTP_0_2","message":"User id: 2, logged in with FTP using a TLS certificate, username: \"cert\", home_dir: \"/srv/c\" remote addr: \"192.0.2.2:50001\""}
        {"level":"info","time":"2026-10-01T10:02:05.123","sender":"FTP","connection_id":"FTP_0_3","message":"User \"dora\" logged in with \"TLSCertificate+password\" from ip \"192.0.2.3\""}
        {"level":"info","time":"2026-10-01T10:02:06.123","sender":"FTP","connection_id":"FTP_0_4","message":"User \"DOM\\\\eve\" logged in with \"password\" from ip \"192.0.2.4\", TLS enabled? true"}
        {"level":"info","time":"2026-10-01T10:03:05.123","sender":"FTP","connection_id":"FTP_0_5","message":"User id: 1, logged in with FTP, username: \"bob\", home_dir: \"/srv/bob\" remote addr: \"192.0.2.1:50001\""}

        """#)
    #expect(found.sessions.map(\.user) == ["cert", "dora", "DOM\\eve", "bob"])
    #expect(found.sessions.map(\.credentials) == [.protected, .protected, .protected, .unknown])
  }

  @Test func commands() {
    let table = eventTable(
      SFTPGo.format,
      #"""
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","clientIp":"192.0.2.9:5618","message":"Client connected"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"FTP","connection_id":"FTP_0_1","message":"connection added, local address \"[::ffff:192.0.2.1]:2121\", remote address \"192.0.2.9:5618\", num open connections: 1"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"220 SFTPGo 2.2.3 ready","message":"Sending answer"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"AUTH TLS","message":"Received line"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"234 AUTH command ok. Expecting TLS Negotiation.","message":"Sending answer"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"USER b\u00f6b","message":"Received line"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"331 OK","message":"Sending answer"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"pass secret","message":"Received line"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"230 Password ok, continue","message":"Sending answer"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"211- These are my features","message":"Sending answer"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":" 230 UTF8","message":"Sending answer"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"211 end","message":"Sending answer"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"Upload","elapsed_ms":3,"size_bytes":12,"username":"böb","connection_id":"FTP_0_1","protocol":"FTP"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"FTP","connection_id":"FTP_0_1","message":"connection removed, local address \"192.0.2.1:2121\", remote address \"192.0.2.9:5618\" close fs error: <nil>, num open connections: 0"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","clientIp":"192.0.2.9:5618","message":"Client disconnected"}
      {"level":"debug","time":"2022-06-02T14:14:54.185","sender":"FTP","connection_id":"FTP_0_2","message":"connection added, local address \"192.0.2.1:2121\", remote address \"192.0.2.9:5619\", num open connections: 1"}
      """#)
    #expect(
      table == [
        "2022-06-02T14:14:54.185Z opened client=192.0.2.9:5618 server=192.0.2.1:2121",
        "2022-06-02T14:14:54.185Z seen start=clear",
        "2022-06-02T14:14:54.185Z asked AUTH TLS",
        "2022-06-02T14:14:54.185Z replied 234",
        "2022-06-02T14:14:54.185Z asked USER böb",
        "2022-06-02T14:14:54.185Z replied 331",
        "2022-06-02T14:14:54.185Z asked PASS",
        "2022-06-02T14:14:54.185Z replied 230",
        "2022-06-02T14:14:54.185Z replied 211",
        "2025-02-03T04:05:06.007Z transfer STOR user=böb unknown received=12",
        "2022-06-02T14:14:54.185Z closed client=192.0.2.9:5618 server=192.0.2.1:2121",
        "2022-06-02T14:14:54.185Z closed client=192.0.2.9:5618",
        "2022-06-02T14:14:54.185Z opened client=192.0.2.9:5619 server=192.0.2.1:2121",
      ])
  }

  @Test func records() {
    let table = eventTable(
      SFTPGo.format,
      #"""
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"login","ip":"2001:db8::1","username":"eve","method":"password","connection_id":"FTP_0_4","client":"","encrypted":true,"info":"TLS 1.3 - TLS_AES_128_GCM_SHA256 - X25519","protocol":"FTP"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"Download","size_bytes":99,"username":"eve","connection_id":"FTP_0_4","protocol":"FTP"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"Upload","size_bytes":5,"username":"eve","connection_id":"FTP_0_4","protocol":"FTP","error":"broken pipe"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"Upload","size_bytes":0,"username":"eve","connection_id":"FTP_0_4","protocol":"FTP","error":"broken pipe"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"Rename","username":"eve","connection_id":"FTP_0_4","protocol":"FTP"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"login","ip":"::ffff:192.0.2.3","username":"bob","connection_id":"FTP_0_5","encrypted":false,"protocol":"FTP"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"FTP","connection_id":"FTP_0_6","message":"User \"a\\\" logged in with \\\"b\" logged in with \"password\" from ip \"192.0.2.4\", TLS enabled? true"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"FTP","connection_id":"FTP_0_7","message":"User \"bob\" logged in with \"password\" from ip \"192.0.2.4\""}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"FTP","connection_id":"FTP_0_8","message":"User id: 1, logged in with FTP, username: \"bob\", home_dir: \"/srv/bob\" remote addr: \"192.0.2.5:5618\""}
      """#)
    #expect(
      table == [
        "2025-02-03T04:05:06.007Z handshakeFinished client=2001:db8::1 user=eve may-begin",
        "2025-02-03T04:05:06.007Z login client=2001:db8::1 user=eve succeeded protected may-begin",
        "2025-02-03T04:05:06.007Z transfer RETR user=eve unknown sent=99",
        "2025-02-03T04:05:06.007Z transfer STOR user=eve unknown received=5",
        "2025-02-03T04:05:06.007Z seen user=eve received=0",
        "2025-02-03T04:05:06.007Z seen user=eve",
        "2025-02-03T04:05:06.007Z login client=192.0.2.3 user=bob succeeded clear start=clear may-begin",
        #"2025-02-03T04:05:06.007Z handshakeFinished client=192.0.2.4 user=a" logged in with "b may-begin"#,
        #"2025-02-03T04:05:06.007Z login client=192.0.2.4 user=a" logged in with "b succeeded protected may-begin"#,
        "2025-02-03T04:05:06.007Z login client=192.0.2.4 user=bob succeeded unknown may-begin",
        "2025-02-03T04:05:06.007Z login client=192.0.2.5:5618 user=bob succeeded unknown may-begin",
      ])
  }

  /// An upload that broke off counts once, whichever of its record and its reply comes first.
  @Test(arguments: [false, true]) func brokenOff(_ recordIsLast: Bool) async throws {
    func line(_ rest: String) -> String {
      #"{"level":"debug","time":"2025-02-03T04:05:06.007",\#(rest)}"#
    }
    func wire(_ message: String, _ text: String) -> String {
      line(
        #""sender":"ftpserverlib","server_id":"FTP_0","clientId":1,"message":"\#(message)","#
          + #""line":"\#(text)""#)
    }
    let ends = [
      line(
        #""sender":"Upload","size_bytes":5,"username":"eve","connection_id":"FTP_0_1","#
          + #""protocol":"FTP","error":"broken pipe""#), wire("Sending answer", "426 broken"),
    ]
    let log =
      [
        line(
          #""sender":"FTP","connection_id":"FTP_0_1","message":"connection added, local address "#
            + #"\"192.0.2.1:21\", remote address \"192.0.2.9:5618\"""#),
        wire("Sending answer", "220 hi"), wire("Received line", "USER eve"),
        wire("Sending answer", "331 go on"), wire("Received line", "PASS x"),
        wire("Sending answer", "230 in"), wire("Received line", "STOR /a"),
        wire("Sending answer", "150 go on"),
      ] + (recordIsLast ? ends.reversed() : ends)
    let found = try await Analysed(log: log.joined(separator: "\n") + "\n")
    #expect(found.words == ["eve clear - clear succeeded 1/0/0 certain"])
  }

  @Test func hostile() {
    let table = eventTable(
      SFTPGo.format,
      #"""
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"login","ip":"192.0.2.3","username":"bob","connection_id":"SFTP_1_5","protocol":"SSH"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"httpd","message":"x"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"ftpd","message":"started"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"ftpserverlib","server_id":null,"message":"Received line","line":"USER x"}
      {"level":"info","time":"nonsense","sender":"FTP","connection_id":"FTP_0_1","message":"x"}
      {"level":"info","time":"2025-02-03T04:05:06.007","sender":"FTP","conn
      {"level":"info"}
      {"other":1}
      """#)
    #expect(
      table == [
        "skipped",
        "skipped",
        #"malformed("the record has no time")"#,
        #"malformed("the line is no whole JSON object")"#,
        "foreign",
        "foreign",
      ])
  }
}
