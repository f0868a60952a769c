import Bytes
import Records
import Testing

@testable import Usage

/// What names have in common that rotation gives to one log.
@Suite struct LogNamesTests {
  @Test(arguments: [
    [
      "vsftpd.log", "vsftpd.log.1", "vsftpd.log.2.gz", "vsftpd.log-20261102", "vsftpd-20261102.log",
      "vsftpd.log.2026-11-02", "vsftpd.log.2026-11-02.gz", "vsftpd.log.old", "vsftpd.1.log",
      "vsftpd-2026-11-02T08-00-05.000.log", "vsftpd-2026-11-02T08-00-05.000.log.gz",
      "vsftpd.log-2026-11-02_08", "vsftpd.log-20261102-1793606400.gz", "vsftpd-20261102T0800.log",
      "vsftpd.2026-11-02.log", "2026-11-02-vsftpd.log", "20261102/vsftpd.log",
      "2026-11-02/vsftpd.log", "2026/11/02/vsftpd.log", "2026/11/vsftpd.log", "VSFTPD.LOG",
      "vsftpd.log.bak", "vsftpd-old.log", "vsftpd_bak.log",
    ],
    [
      "events.jsonl", "events-20261127T135812.756Z-4.jsonl", "events-20261127T135814Z-12.jsonl",
      "events-20261127T135812.756Z-4.jsonl.gz",
    ],
    ["u_ex261101.log", "u_ex261102.log", "u_ex26110208.log"], ["access.log", "access.log.0"],
    ["u_extend1.log", "u_extend9.log", "u_extend10.log.gz", "U_EXTEND1000.log"],
    ["extend1.log", "extend12.log"], ["10.0.0.5.log", "10.0.0.5.log.1", "10.0.0.5-20261102.log"],
  ])
  func one(_ names: [String]) {
    for folder in ["", "/var/log/", "logs/"] {
      #expect(Set(names.map { LogStream.name(ofLog: folder + $0) }).count == 1)
    }
  }

  @Test(arguments: [
    ("a.log", "b.log"), ("a/x.log", "b/x.log"), ("1001/x.log", "1002/x.log"),
    ("10/x.log", "11/x.log"), ("x.log", "y.log.old"), ("20261102/x.log", "20261102/y.log"),
    ("a/20261102/x.log", "b/20261102/x.log"), ("20261301/x.log", "20261302/x.log"),
    ("2026one.log", "2026two.log"), ("2026zone.log", "2026one.log"), ("ftp1.log", "ftp2.log"),
    ("u_extend1.log", "extend1.log"), ("x-1.log", "x-2.log"), ("threshold.log", "thresh.log"),
    ("10.0.0.5.log", "10.0.0.6.log"), ("vsftpd-10.0.0.5.log.1", "vsftpd-10.0.0.6.log"),
  ])
  func several(_ one: String, _ other: String) {
    #expect(LogStream.name(ofLog: one) != LogStream.name(ofLog: other))
  }

  /// Of one second, the numbers in the names tell which is the older.
  @Test(arguments: [
    ("x.log.2026-10-01", "x.log", 1), ("x.log.old", "x.log", 1),
    ("x-2026-10-01T10-00-05.000.log", "x.log", 1), ("x.log.10", "x.log.9", 0),
    ("u_extend9.log", "u_extend10.log", 0), ("extend1.log", "extend2.log", 1),
  ])
  func sessionsGoOn(_ older: String, _ newer: String, _ step: Int) async throws {
    let lines = [
      "[pid 9] CONNECT: Client \"192.0.2.8\"",
      "[pid 9] FTP response: Client \"192.0.2.8\", \"220 hi\"",
      "[pid 9] FTP command: Client \"192.0.2.8\", \"AUTH TLS\"",
      "[pid 9] FTP response: Client \"192.0.2.8\", \"234 Proceed.\"",
      "[pid 9] FTP command: Client \"192.0.2.8\", \"USER eve\"",
      "[pid 9] [eve] FTP response: Client \"192.0.2.8\", \"331 pw\"",
      "[pid 9] [eve] FTP command: Client \"192.0.2.8\", \"PASS <password>\"",
      "[pid 8] [eve] OK LOGIN: Client \"192.0.2.8\"",
      "[pid 9] [eve] FTP response: Client \"192.0.2.8\", \"230 Login successful.\"",
    ].enumerated().map {
      "Thu Oct  1 10:00:0\($0.offset * step) 2026 \($0.element)\n"
    }
    let found = try await Analysed(
      files: [older: lines.prefix(5).joined(), newer: lines.dropFirst(5).joined()])
    #expect(found.words == ["eve explicit C protected succeeded 0/0/0 certain"])
  }
}
