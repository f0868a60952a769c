import Bytes
import Records
import Testing

@testable import Usage

/// Described logs whose lines name the protocol of their connection.
@Suite struct NamedProtocolTests {
  @Test(arguments: [
    ("FTP", NamedProtocol.clear), ("ftp", .clear), ("FTPS", .tls), ("FTP/SSL", .tls),
    ("FTP over TLS 1.3", .tls), ("TLSv1.2", .tls), ("TLS (v1.2)", .tls), ("SSL 3", .tls),
    ("implicit FTPS", .tls), ("ftpes", .explicitTLS), ("AUTH TLS", .explicitTLS),
    ("FTP over TLS (explicit)", .explicitTLS), ("FTP (no TLS)", .clear), ("non-TLS", .clear),
    ("TLS: off", .clear), ("tls=none", .clear), ("SSL disabled", .clear),
    ("SSL not used", .clear), ("plain", .clear), ("clear text", .clear), ("SFTP", .other),
    ("HTTPS", .other), ("SSH2", .other), ("tcp", nil), ("", nil), ("7", nil), ("1", nil),
    ("yes", nil), ("none", nil), ("encrypted", nil), ("Secure FTP", nil), ("implicit FTP", nil),
    ("TLS failed", nil), ("tls_failed", nil), ("TLS not required", nil), ("TLS refused", nil),
    ("tls=0", nil), ("TLS: -", nil), ("TLS (-)", nil), ("!TLS", nil), ("TLS=", nil),
    ("ssl 0", nil), ("TLSA", nil), ("TLS unavailable", nil),
  ]) func words(_ text: String, _ expected: NamedProtocol?) {
    var text = text
    #expect(text.withUTF8 { NamedProtocol(ByteSlice($0)) } == expected)
  }

  private static let columns = #"""
    name: columns
    time: '%Y-%m-%d %H:%M:%S'
    pattern: '^(?<time>[^,]+),(?<protocol>[^,]+),(?<session>\d+),(?<client>[^,]+),(?<user>[^,]+),(?<event>.*)$'
    login: '^LOGIN,OK'
    login-refused: '^LOGIN,FAILED'
    file-sent: '^DOWNLOAD,'
    data-private: '^PROTECTED'
    disconnect: '^LOGOUT,'
    port: 21

    """#

  @Test func aColumn() async throws {
    let log = """
      2026-10-01 10:00:00,FTPS,7,192.0.2.1,bob,LOGIN,OK
      2026-10-01 10:00:01,FTPS,7,192.0.2.1,bob,PROTECTED
      2026-10-01 10:00:01,FTPS,7,192.0.2.1,bob,DOWNLOAD,/a
      2026-10-01 10:00:02,FTPS,7,192.0.2.1,bob,LOGOUT,-
      2026-10-01 10:01:00,FTP,8,192.0.2.2,carl,LOGIN,OK
      2026-10-01 10:01:01,FTP,8,192.0.2.2,carl,DOWNLOAD,/a
      2026-10-01 10:01:02,FTP,8,192.0.2.2,carl,LOGOUT,-
      2026-10-01 10:02:00,SFTP,9,192.0.2.3,dora,LOGIN,OK
      2026-10-01 10:03:00,FTPS,10,192.0.2.4,eve,LOGIN,FAILED

      """
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: Self.columns) }
    #expect(
      found.words == [
        "bob explicit P protected succeeded 0/1/0 certain",
        "carl clear - clear succeeded 1/0/0 certain",
        "eve explicit - protected failed 0/0/0 certain",
      ])
    #expect(found.summary.sources.map(\.skipped) == [1])
  }

  /// What a word says on each line, the connect's too, and what is unknown where it says nothing.
  @Test(arguments: [
    ("FTP", "clear - clear succeeded 1/0/0 certain"),
    ("no TLS", "clear - clear succeeded 1/0/0 certain"),
    ("FTPS", "implicit - protected succeeded 0/0/1 certain"),
    ("FTPES", "explicit - protected succeeded 0/0/1 certain"),
    ("encrypted", "unknown - unknown succeeded 0/0/1 tls-not-logged"),
    ("tls=0", "unknown - unknown succeeded 0/0/1 tls-not-logged"),
  ])
  func aWord(_ word: String, _ expected: String) async throws {
    let yaml = #"""
      name: words
      time: iso
      pattern: '^(?<time>\S+) (?<session>\d+) (?<client>\S+) \[(?<protocol>[^]]*)\] (?<event>.*)$'
      connect: '^connected'
      disconnect: '^bye'
      login: '^(?<user>\S+) in'
      file-sent: '^sent'

      """#
    let log = ["connected", "bob in", "sent", "bye"].enumerated().map {
      "2026-10-01T10:00:0\($0)Z 1 192.0.2.1 [\(word)] \($1)\n"
    }.joined()
    let found = try await Analysed(log: log) {
      $0.ownFormat = (path: "x.yaml", yaml: yaml + "port: 21\n")
    }
    #expect(found.words == ["bob " + expected])
    // The protocol tells what the port would.
    let portless = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: yaml) }
    #expect(portless.words.map { $0.hasSuffix("port-not-logged") } == [false])
  }

  /// TLS where a connection begins came before the first byte of FTP.
  @Test func aConnect() async throws {
    let yaml = #"""
      name: connects
      time: '%Y-%m-%d %H:%M:%S'
      pattern: '^(?<time>\S+ \S+) (?<session>\d+) (?:(?<verb>USER|PASS|AUTH|RETR) (?<argument>\S+) (?<code>\d+)|(?<event>.*))$'
      connect: '^(?<protocol>S?FTPS?) connection accepted from (?<client>\S+)'
      disconnect: '^closed'
      implicit-data-level: P

      """#
    let log = """
      2026-10-01 10:00:00 1 FTP connection accepted from 192.0.2.1
      2026-10-01 10:00:00 1 USER bob 331
      2026-10-01 10:00:01 1 PASS x 230
      2026-10-01 10:00:02 1 closed
      2026-10-01 10:01:00 2 FTPS connection accepted from 192.0.2.2
      2026-10-01 10:01:00 2 USER imp 331
      2026-10-01 10:01:01 2 PASS x 230
      2026-10-01 10:01:01 2 RETR a 226
      2026-10-01 10:01:02 2 closed
      2026-10-01 10:02:00 3 SFTP connection accepted from 192.0.2.3
      2026-10-01 10:02:02 3 closed

      """
    let found = try await Analysed(log: log) { $0.ownFormat = (path: "x.yaml", yaml: yaml) }
    #expect(
      found.words == [
        "bob clear - clear succeeded 0/0/0 certain",
        "imp implicit P protected succeeded 0/1/0 certain",
      ])
  }
}
