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

  private static func line(_ rest: String) -> String {
    #"{"level":"debug","time":"2025-02-03T04:05:06.007",\#(rest)}"# + "\n"
  }

  private static let connect = line(
    #""sender":"FTP","connection_id":"FTP_0_1","message":"connection added, local address "#
      + #"\"192.0.2.1:21\", remote address \"192.0.2.9:5618\"""#)

  private static func wire(_ asked: String, _ reply: String) -> String {
    let session = #""sender":"ftpserverlib","server_id":"FTP_0","clientId":1,"#
    return line(session + #""message":"Received line","line":"\#(asked)""#)
      + line(session + #""message":"Sending answer","line":"\#(reply)""#)
  }

  /// PROT is answered with 200 whatever it asks for; `P` alone, in upper case, makes files private.
  @Test(arguments: [
    (["PROT P"], "P", "0/1/0"), (["PROT p"], "C", "1/0/0"), (["PROT E"], "C", "1/0/0"),
    (["PROT"], "C", "1/0/0"), (["PROT P", "PROT E"], "C", "1/0/0"),
  ])
  func levels(_ asked: [String], _ level: String, _ files: String) async throws {
    let log =
      Self.connect + Self.wire("AUTH TLS", "234 go on")
      + asked.map { Self.wire($0, "200 OK") }.joined()
      + Self.wire("USER eve", "331 go on") + Self.wire("PASS x", "230 in")
      + Self.wire("RETR a", "226 sent")
    let found = try await Analysed(log: log)
    #expect(found.words == ["eve explicit \(level) protected succeeded \(files) certain"])
  }

  /// A password that was refused before the login hides nothing of what the login tells.
  @Test(arguments: [
    (true, "explicit - unknown succeeded 0/0/1 certain", SessionRecord.Credentials.protected),
    (false, "clear - clear succeeded 1/0/0 certain", .clear),
  ])
  func refusedBefore(
    _ isEncrypted: Bool, _ expected: String, _ crossed: SessionRecord.Credentials
  ) async throws {
    let log =
      Self.connect
      + Self.line(
        #""sender":"connection_failed","client_ip":"192.0.2.9","username":"eve","#
          + #""login_type":"password","protocol":"FTP","error":"no""#)
      + Self.line(
        #""sender":"login","ip":"192.0.2.9","username":"eve","method":"password","#
          + #""connection_id":"FTP_0_1","encrypted":\#(isEncrypted),"protocol":"FTP""#)
      + Self.line(
        #""sender":"Upload","size_bytes":12,"username":"eve","connection_id":"FTP_0_1","#
          + #""protocol":"FTP""#)
    let found = try await Analysed(log: log)
    #expect(found.words == ["eve \(expected)"])
    #expect(found.sessions.map(\.loginCrossed) == [crossed])
  }

  /// An upload that broke off counts once, whichever of its record and its reply comes first.
  @Test(arguments: [false, true], ["426 broken", "550 broken"])
  func brokenOff(_ recordIsLast: Bool, _ reply: String) async throws {
    let session = #""sender":"ftpserverlib","server_id":"FTP_0","clientId":1,"#
    let ends = [
      Self.line(
        #""sender":"Upload","size_bytes":5,"username":"eve","connection_id":"FTP_0_1","#
          + #""protocol":"FTP","error":"broken pipe""#),
      Self.line(session + #""message":"Sending answer","line":"\#(reply)""#),
    ]
    let log =
      Self.connect + Self.line(session + #""message":"Sending answer","line":"220 hi""#)
      + Self.wire("USER eve", "331 go on") + Self.wire("PASS x", "230 in")
      + Self.wire("STOR /a", "150 go on") + (recordIsLast ? ends.reversed() : ends).joined()
    let found = try await Analysed(log: log)
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
