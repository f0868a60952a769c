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
}
