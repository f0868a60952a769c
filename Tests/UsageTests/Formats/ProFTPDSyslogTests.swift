import Bytes
import Records
import Testing

@testable import Usage

/// ProFTPD's lines behind whatever syslogd, relay or shipper wrote them.
@Suite struct ProFTPDSyslogTests {
  private static let headers = [
    "Jan  7 18:26:02 h proftpd[4711]: ", "<86>Jan  7 18:26:02 h proftpd[4711]: ",
    // A relay, BusyBox with and without a host, OpenWrt.
    "Jan  7 18:26:02 relay Jan  7 18:26:02 h proftpd[4711]: ",
    "<86>Jan  7 18:26:02 relay Jan  7 18:26:02 h proftpd[4711]: ",
    "2026-01-07T18:26:02.123+01:00 relay Jan  7 18:26:02 h proftpd[4711]: ",
    "Jan  7 18:26:02 h ftp.info proftpd[4711]: ", "Jan  7 18:26:02 ftp.info proftpd[4711]: ",
    "Wed Jan  7 18:26:02 2026 ftp.info proftpd[4711]: ", "Jan  7 18:26:02 proftpd[4711]: ",
    // RFC 5424, with the priority and without, and behind a relay.
    "<86>1 2026-01-07T18:26:02Z h proftpd 4711 - - ", "1 2026-01-07T18:26:02Z h proftpd 4711 - - ",
    "Jan  7 18:26:02 relay <86>1 2026-01-07T18:26:02Z h proftpd 4711 - - ",
  ]

  @Test(arguments: headers) func systemLog(_ header: String) async throws {
    let messages = [
      "FTP session opened.", "USER bob: Login successful.", "FTP session closed.",
    ]
    let log = messages.map { "\(header)ftp.example (a[192.0.2.7]) - \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.words == ["bob unknown - unknown succeeded 0/0/0 tls-not-logged"])
    #expect(found.inOrder.map(\.start?.rfc3339) == ["2026-01-07T18:26:02Z"])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  @Test(arguments: headers) func extendedLog(_ header: String) async throws {
    let commands = ["AUTH TLS\" 234", "USER bob\" 331", "PASS (hidden)\" 230", "PROT P\" 200"]
    let log = commands.map {
      "\(header)192.0.2.7 UNKNOWN \($0.hasPrefix("PROT") ? "bob" : "-") "
        + "[07/Jan/2026:18:26:02 +0000] \"\($0) - ftps\n"
    }.joined()
    let found = try await Analysed(log: log)
    #expect(found.words == ["bob explicit P protected succeeded 0/0/0 certain"])
  }

  /// Two hosts whose processes have the same number.
  @Test(arguments: [
    ("<86>1 2026-01-07T18:26:02Z", "proftpd 7 - -"), ("Jan  7 18:26:02", "proftpd[7]:"),
    ("Jan  7 18:26:02 relay Jan  7 18:26:02", "proftpd[7]:"),
    ("Jan  7 18:26:02", "ftp.info proftpd[7]:"),
  ])
  func hosts(_ before: String, _ behind: String) async throws {
    let log = [("a", "bob"), ("b", "eve")].map { host, user in
      ["FTP session opened.", "USER \(user): Login successful."].map {
        "\(before) \(host) \(behind) ftp.example (c[192.0.2.7]) - \($0)\n"
      }.joined()
    }.joined()
    let found = try await Analysed(log: log)
    #expect(found.inOrder.map(\.user) == ["bob", "eve"])
  }

  /// ProFTPD's own part behind syslog's, as the journal keeps its standard error; with roles, the
  /// parent's and the session's, and with its own time.
  @Test(arguments: [
    "2026-01-07T18:26:02.100000 h proftpd[7]: session[7]",
    "2026-01-07T18:26:02.100000+00:00 h proftpd[7]: proftpd[7]",
    "2026-01-07T18:26:02.100000+00:00 h proftpd[1]: daemon[7]",
    "Jan  7 18:26:02 h proftpd[7]: session[7]",
    "Jan  7 18:26:02 h proftpd[7]: 2026-01-07 18:26:02,100 h proftpd[7]",
    "Jan  7 18:26:02 h proftpd[7]: Jan 07 18:26:02 h proftpd[7]",
    "2026-01-07T18:26:02.100000 h proftpd[7]: 2026-01-07 18:26:02,100 h session[7]",
  ])
  func twoHeaders(_ head: String) async throws {
    let log = [
      "FTP session opened.", "USER bob: Login successful.", "FTP session closed.",
    ].map { "\(head) 10.0.0.1 (a[192.0.2.7]): \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.words == ["bob unknown - unknown succeeded 0/0/0 tls-not-logged"])
    #expect(found.inOrder.map { $0.start?.rfc3339.prefix(19) } == ["2026-01-07T18:26:02"])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// A line of a session's in a form that is not known is never passed over.
  @Test(arguments: [
    "{x} ftp.example (a[192.0.2.7]) - FTP session opened.",
    "ftp.example [7] (a[192.0.2.7]): notice",
    "ftp.example (a[2001:db8::1]) notice: user bob", "ftp.example: FTP session opened.",
    "ftp.example client 192.0.2.7 - USER bob: Login successful.",
  ])
  func strangeSessions(_ message: String) async throws {
    let found = try await Analysed(log: "Jan  7 18:26:02 h proftpd[7]: \(message)\n")
    #expect(found.summary.sources.map(\.malformed) == [1])
    #expect(found.summary.sources.map(\.unknownServers) == [["proftpd"]])
    #expect(found.summary.verdict != .ready)
  }

  /// What the parent process and PAM write.
  @Test(arguments: [
    "ftp.example - ProFTPD 1.3.8 (stable) (built Mon Jan 5 2026) standalone mode STARTUP",
    "pam_unix(proftpd:auth): authentication failure; rhost=a user=(a[192.0.2.7])",
    "pam_unix(proftpd:auth): check pass; user=x: Login successful.",
    "10.0.0.1 - ProFTPD killed (signal 15)", "mod_ban/0.7: (7) banned 192.0.2.7",
  ])
  func ofNoSession(_ message: String) {
    #expect(
      eventTable(ProFTPDSystemLog.format, "2026-01-07T18:26:02 h proftpd[7]: \(message)")
        == ["skipped"])
  }
}
