import Bytes
import Records
import Testing

@testable import Usage

@Suite struct SyslogTests {
  @Test(arguments: [
    ("Jan  7 14:19:31 h ftpd[7]: text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    ("<86>Jan  7 14:19:31 h ftpd: text", "2026-01-07T14:19:31Z h ftpd 0 text"),
    ("Jan  7 2025 14:19:31 h ftpd[7]: text", "2025-01-07T14:19:31Z h ftpd 7 text"),
    ("2026-01-07T14:19:31.25+01:00 h ftpd[7]: text", "2026-01-07T13:19:31.250Z h ftpd 7 text"),
    ("<86>1 2026-01-07T14:19:31Z h ftpd 7 - - text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    ("1 2026-01-07T14:19:31Z h ftpd - ID - \u{FEFF}text", "2026-01-07T14:19:31Z h ftpd 0 text"),
    (
      #"<86>1 2026-01-07T14:19:31Z h ftpd 7 - [a x="\]"][b y="z"] text"#,
      "2026-01-07T14:19:31Z h ftpd 7 text"
    ),
    ("<86>1 2026-01-07T14:19:31Z h ftpd 7 - -", "2026-01-07T14:19:31Z h ftpd 7 "),
    ("<86>1 2026-01-07T14:19:31Z h ftpd 7 - [a x", nil),
    ("<86>1 2026-01-07T14:19:31Z h ftpd 7", nil),
    ("<86>1 - h ftpd 7 - - text", nil),
    ("<86", nil),
    ("Jan 32 2025 14:19:31 h ftpd[7]: text", nil),
    ("Jan  7 14:19:31 h ftpd text", nil),
  ])
  func line(_ text: String, _ expected: String?) {
    var context = ReaderContext()
    context.written = Timestamp(milliseconds: 1_770_000_000_000)
    var text = text
    let words = text.withUTF8 { bytes in
      SyslogLine(ByteSlice(bytes), context).map {
        "\($0.time.rfc3339) \($0.host.text) \($0.program.text) \($0.pid) \($0.message.text)"
      }
    }
    #expect(words == expected)
  }

  /// Each server's lines in RFC 5424's form.
  @Test(arguments: [
    (
      "vsftpd 7 - - CONNECT: Client \"192.0.2.7\"",
      "- unknown - none none 0/0/0 tls-not-logged"
    ),
    (
      "pure-ftpd 7 - - (?@192.0.2.7) [INFO] New connection from 192.0.2.7",
      "- none - none none 0/0/0 certain"
    ),
    (
      "proftpd 7 - - h (a[192.0.2.7]) - FTP session opened.",
      "- unknown - none none 0/0/0 tls-not-logged"
    ),
  ])
  func servers(_ line: String, _ expected: String) async throws {
    let found = try await Analysed(log: "<86>1 2026-01-07T14:19:31Z h \(line)\n")
    #expect(found.words == [expected])
    #expect(found.sessions.map(\.client) == ["192.0.2.7"])
  }
}
