import Records
import Testing

@testable import Usage

/// A level that is lowered in the middle of a log: the sessions before it are told by their
/// commands, those after it by what the server says of logins and transfers, and none twice.
@Suite struct LogLevelTests {
  private static let vsftpdCommands = """
    Sun Mar  1 10:00:00 2026 [pid 100] CONNECT: Client "192.0.2.9"
    Sun Mar  1 10:00:00 2026 [pid 100] FTP response: Client "192.0.2.9", "220 (vsFTPd 3.0.3)"
    Sun Mar  1 10:00:00 2026 [pid 100] FTP command: Client "192.0.2.9", "AUTH TLS"
    Sun Mar  1 10:00:00 2026 [pid 100] FTP response: Client "192.0.2.9", "234 Proceed."
    Sun Mar  1 10:00:01 2026 [pid 100] FTP command: Client "192.0.2.9", "USER anna"
    Sun Mar  1 10:00:01 2026 [pid 100] [anna] FTP response: Client "192.0.2.9", "331 Password."
    Sun Mar  1 10:00:01 2026 [pid 100] [anna] FTP command: Client "192.0.2.9", "PASS <password>"
    Sun Mar  1 10:00:01 2026 [pid 99] [anna] OK LOGIN: Client "192.0.2.9"
    Sun Mar  1 10:00:01 2026 [pid 101] [anna] FTP response: Client "192.0.2.9", "230 Yes."
    Sun Mar  1 10:00:02 2026 [pid 101] [anna] FTP command: Client "192.0.2.9", "STOR x"
    Sun Mar  1 10:00:02 2026 [pid 101] [anna] OK UPLOAD: Client "192.0.2.9", "/x", 10 bytes, \
    1.77Kbyte/sec
    Sun Mar  1 10:00:02 2026 [pid 101] [anna] FTP response: Client "192.0.2.9", "226 Done."
    Sun Mar  1 10:00:03 2026 [pid 110] CONNECT: Client "192.0.2.10"
    Sun Mar  1 10:00:03 2026 [pid 110] FTP response: Client "192.0.2.10", "220 (vsFTPd 3.0.3)"
    Sun Mar  1 10:00:03 2026 [pid 110] FTP command: Client "192.0.2.10", "USER ftp"
    Sun Mar  1 10:00:03 2026 [pid 109] [ftp] OK LOGIN: Client "192.0.2.10", anon password "?"
    Sun Mar  1 10:00:03 2026 [pid 111] [ftp] FTP response: Client "192.0.2.10", "230 Yes."

    """
  private static let vsftpdDefault = """
    Sun Mar  1 09:00:00 2026 [pid 50] CONNECT: Client "192.0.2.30"
    Sun Mar  1 09:00:01 2026 [pid 49] [emil] OK LOGIN: Client "192.0.2.30"
    Sun Mar  1 09:00:30 2026 [pid 51] [emil] OK DOWNLOAD: Client "192.0.2.30", "/x", 10 bytes, \
    1.77Kbyte/sec
    Sun Mar  1 09:10:00 2026 [pid 60] CONNECT: Client "192.0.2.31"

    """
  private static let ofCommands = [
    "anna explicit C protected succeeded 1/0/0 certain",
    "ftp clear - none succeeded 0/0/0 certain",
  ]
  private static let ofDefault = [
    "emil unknown - unknown succeeded 0/0/1 tls-not-logged",
    "- unknown - none none 0/0/0 tls-not-logged",
  ]

  @Test func vsftpd() async throws {
    let late = Self.vsftpdDefault.replacing(" 09:", with: " 19:")
    let found = try await Analysed(log: Self.vsftpdCommands + late)
    #expect(found.words == Self.ofCommands + Self.ofDefault)
    #expect(found.inOrder.map(\.bytesReceived) == [10, nil, nil, nil])
  }

  @Test func vsftpdRotated() async throws {
    let found = try await Analysed(files: [
      "vsftpd.log": Self.vsftpdCommands, "vsftpd.log.1": Self.vsftpdDefault,
    ])
    #expect(found.words == Self.ofDefault + Self.ofCommands)
  }

  @Test func pyftpdlib() async throws {
    let found = try await Analysed(
      log: """
        [I 2026-03-01 10:00:00] 192.0.2.80:50001-[] FTP session opened (connect)
        [D 2026-03-01 10:00:00] 192.0.2.80:50001-[] -> 220 pyftpdlib 1.5.9 ready.
        [D 2026-03-01 10:00:01] 192.0.2.80:50001-[] <- USER anna
        [D 2026-03-01 10:00:01] 192.0.2.80:50001-[] -> 331 Username ok, send password.
        [D 2026-03-01 10:00:01] 192.0.2.80:50001-[anna] <- PASS ******
        [D 2026-03-01 10:00:01] 192.0.2.80:50001-[anna] -> 230 Login successful.
        [I 2026-03-01 10:00:01] 192.0.2.80:50001-[anna] USER 'anna' logged in.
        [D 2026-03-01 10:00:02] 192.0.2.80:50001-[anna] <- RETR a
        [I 2026-03-01 10:00:02] 192.0.2.80:50001-[anna] RETR /a completed=1 bytes=10 seconds=0.0
        [D 2026-03-01 10:00:02] 192.0.2.80:50001-[anna] -> 226 Transfer complete.
        [I 2026-03-01 10:00:03] 192.0.2.80:50001-[anna] FTP session closed (disconnect).
        [I 2026-03-01 11:00:00] 192.0.2.81:50001-[] FTP session opened (connect)
        [I 2026-03-01 11:00:01] 192.0.2.81:50001-[bert] USER 'bert' logged in.
        [I 2026-03-01 11:00:02] 192.0.2.81:50001-[bert] STOR /a completed=1 bytes=10 seconds=0.0
        [I 2026-03-01 11:00:03] 192.0.2.81:50001-[bert] FTP session closed (disconnect).
        """)
    #expect(
      found.words == [
        "anna clear - clear succeeded 1/0/0 certain",
        "bert unknown - unknown succeeded 0/0/1 tls-not-logged",
      ])
  }

  @Test func sftpGo() async throws {
    func line(_ time: String, _ rest: String) -> String {
      #"{"level":"x","time":"2026-03-01T\#(time).000","# + rest + "}\n"
    }
    func command(_ text: String, _ message: String) -> String {
      line(
        "10:00:00",
        #""sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"\#(text)","#
          + #""message":"\#(message)""#)
    }
    func record(_ time: String, _ number: Int, _ rest: String) -> String {
      line(time, #"\#(rest),"connection_id":"FTP_0_\#(number)","protocol":"FTP""#)
    }
    func upload(_ time: String, _ number: Int, _ user: String) -> String {
      record(time, number, #""sender":"Upload","size_bytes":20,"username":"\#(user)""#)
    }
    func login(_ time: String, _ number: Int, _ user: String, _ encrypted: Bool) -> String {
      record(
        time, number,
        #""sender":"login","ip":"192.0.2.7\#(number)","username":"\#(user)","encrypted":"#
          + "\(encrypted)")
    }
    let added =
      #"connection added, local address \"192.0.2.1:21\", remote address \"192.0.2.71:5\""#
    let commands = [
      record("10:00:00", 1, #""sender":"FTP","message":"\#(added)""#),
      command("220 SFTPGo ready", "Sending answer"), command("USER anna", "Received line"),
      command("331 OK", "Sending answer"), command("PASS x", "Received line"),
      login("10:00:00", 1, "anna", false), command("230 Welcome", "Sending answer"),
      command("STOR a", "Received line"), upload("10:00:00", 1, "anna"),
      command("226 Closing", "Sending answer"),
    ]
    let records = [
      login("11:00:00", 2, "bert", false), upload("11:00:01", 2, "bert"),
      login("12:00:00", 3, "carl", true), upload("12:00:01", 3, "carl"),
    ]
    let found = try await Analysed(log: (commands + records).joined())
    #expect(
      found.words == [
        "anna clear - clear succeeded 1/0/0 certain",
        "bert clear - clear succeeded 1/0/0 certain",
        "carl explicit - protected succeeded 0/0/1 mode-not-logged",
      ])
  }
}
