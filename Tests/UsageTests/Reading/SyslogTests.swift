import Bytes
import Records
import Testing

@testable import Usage

@Suite struct SyslogTests {
  /// Lines that no program wrote tell nothing but that one came again.
  @Test(arguments: [
    ("Nov 27 01:00:01 web1 last message repeated 2 times", 0, 0),
    ("Nov 27 01:00:01 web2 last message repeated 2 times", 1, 0),
    ("Nov 27 01:00:01 --- last message repeated 1 time ---", 0, 0),
    ("-- Boot 5f1c --", 1, 0), ("-- No entries --", 1, 0), ("-- Reboot --", 1, 0),
    ("-- Logs begin at Mon 2026-11-02 08:00:00 CET, end at Mon 2026-11-02 09:00:00 CET. --", 1, 0),
    ("-- cursor: s=0639", 1, 0), ("-- Boot 5f1c", 0, 1),
    ("web1 last message repeated 2 times", 0, 1),
    ("Nov 27 01:00:01 web1 last message repeated", 0, 1),
  ])
  func remark(_ line: String, _ skipped: Int, _ malformed: Int) async throws {
    let log = """
      Nov 27 01:00:00 web1 pure-ftpd[811]: (?@192.0.2.5) [INFO] New connection from 192.0.2.5
      \(line)
      Nov 27 01:00:01 web1 pure-ftpd[811]: (?@192.0.2.5) [INFO] bob is now logged in

      """
    let source = try #require(try await Analysed(log: log).summary.sources.first)
    #expect(source.skipped == skipped && source.malformed == malformed)
    #expect(source.logFormat == "pure-ftpd-syslog")
  }

  @Test(arguments: [
    ("Jan  7 14:19:31 h ftpd[7]: text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    ("<86>Jan  7 14:19:31 h ftpd: text", "2026-01-07T14:19:31Z h ftpd 0 text"),
    ("Jan  7 2025 14:19:31 h ftpd[7]: text", "2025-01-07T14:19:31Z h ftpd 7 text"),
    ("2026-01-07T14:19:31.25+01:00 h ftpd[7]: text", "2026-01-07T13:19:31.250Z h ftpd 7 text"),
    // journalctl's short-precise, short-full, short-unix, --no-hostname.
    ("Jan 07 14:19:31.123456 h ftpd[7]: text", "2026-01-07T14:19:31.123Z h ftpd 7 text"),
    ("Wed 2026-01-07 14:19:31 UTC h ftpd[7]: text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    ("Wed 2026-01-07 14:19:31 CET h ftpd: text", "2026-01-07T14:19:31Z h ftpd 0 text"),
    ("1767795571.123456 h ftpd[7]: text", "2026-01-07T14:19:31.123Z h ftpd 7 text"),
    ("Jan 07 14:19:31 ftpd[7]: a: text", "2026-01-07T14:19:31Z  ftpd 7 a: text"),
    // Other languages.
    ("Dez 07 14:19:31 h ftpd[7]: text", "2025-12-07T14:19:31Z h ftpd 7 text"),
    ("févr. 07 14:19:31 h ftpd[7]: text", "2025-02-07T14:19:31Z h ftpd 7 text"),
    ("янв 07 14:19:31 h ftpd[7]: text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    (" 1月 07 14:19:31 h ftpd[7]: text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    ("10월 07 14:19:31 h ftpd[7]: text", "2025-10-07T14:19:31Z h ftpd 7 text"),
    ("Xyz 07 14:19:31 h ftpd[7]: text", nil), ("13月 07 14:19:31 h ftpd[7]: text", nil),
    ("Mi 2026-01-07 14:19:31 CET h ftpd: text", "2026-01-07T14:19:31Z h ftpd 0 text"),
    // Relays, units, BusyBox and OpenWrt.
    ("Jan  8 01:00:00 192.0.2.1 Jan  7 14:19:31 h ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"),
    (
      "2026-01-08T01:00:00Z r <86>Jan  7 14:19:31 h ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"
    ),
    ("Jan  7 14:19:31 h vsftpd.service[7]: text", "2026-01-07T14:19:31Z h vsftpd 7 text"),
    ("Jan  7 14:19:31 h ftp.info ftpd[7]: text", "2026-01-07T14:19:31Z h ftpd 7 text"),
    ("Wed Jan  7 14:19:31 2026 ftp.info ftpd[7]: text", "2026-01-07T14:19:31Z  ftpd 7 text"),
    ("Wed Jan  7 14:19:31 2026 ftpd[7]: text", nil),
    ("1767795571.123 180 192.0.2.7 TCP_MISS/200 a: text", nil),
    ("Wed 2026-01-07 14:19:31", nil), ("Wed 2026-01-07 14:19:31 UTC", nil),
    // Solaris, FreeBSD, AIX, socklog, the journal of containers.
    (
      "Jan  7 14:19:31 h ftpd[7]: [ID 702911 ftp.info] [bob] a",
      "2026-01-07T14:19:31Z h ftpd 7 [bob] a"
    ),
    ("Jan  7 14:19:31 h ftpd[7]: [ID x] a", "2026-01-07T14:19:31Z h ftpd 7 [ID x] a"),
    ("<ftp.info>Jan  7 14:19:31 h ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"),
    ("<11.6>Jan  7 14:19:31 h ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"),
    ("Jan  7 14:19:31 <ftp.info> h ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"),
    ("<b>Jan  7 14:19:31 h ftpd[7]: a", nil),
    ("Jan  7 14:19:31 h ftp:info ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"),
    (
      "ftp.info: Jan  7 14:19:31 pure-ftpd: (?@::1) a",
      "2026-01-07T14:19:31Z  pure-ftpd 0 (?@::1) a"
    ),
    ("ftp:info: Jan  7 14:19:31 ftpd[7]: a", "2026-01-07T14:19:31Z  ftpd 7 a"),
    ("Jan  7 14:19:31 h journal: ftpd[7]: a", "2026-01-07T14:19:31Z h ftpd 7 a"),
    ("Jan  7 14:19:31 h sshd[1]: ftp[7]: a", "2026-01-07T14:19:31Z h sshd 1 ftp[7]: a"),
    ("1767795571.123 h ftpd[7]: text", "2026-01-07T14:19:31.123Z h ftpd 7 text"),
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

  /// rsyslog's count of a message that came again stands for as many lines.
  @Test(arguments: [
    ("message repeated 2 times: [ [eve] FAIL LOGIN: Client \"192.0.2.7\"]", 3, 0),
    ("message repeated 10001 times: [ [eve] FAIL LOGIN: Client \"192.0.2.7\"]", 10_001, 1),
    ("message repeated 2 times: [ nonsense]", 1, 0), ("message repeated 2 times: [", 1, 0),
  ])
  func repeated(_ line: String, _ logins: Int, _ malformed: Int) {
    let lines = ["[eve] FAIL LOGIN: Client \"192.0.2.7\"", line]
    let text = lines.map { "Jan  7 14:19:31 h vsftpd[7]: \($0)\n" }.joined()
    let found = Array(text.utf8).withSlice { bytes in
      var router = LineRouter(formats: LogFormats(), context: ReaderContext())
      var batch = EventBatch()
      var report = ReadReport()
      router.read(bytes, into: &batch, report: &report)
      return (batch.events.filter { $0.kind == .login }.count, Int(report.malformed))
    }
    #expect(found == (logins, malformed))
  }
}
