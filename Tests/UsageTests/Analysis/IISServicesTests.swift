import Records
import Testing

@testable import Usage

/// IIS logs mail and news in the same columns as FTP: they are none of its sessions.
@Suite struct IISServicesTests {
  private static let fields =
    "#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method "
    + "cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version\n"

  private static let mail = """
    2026-10-05 08:00:10 192.0.2.55 mx.example SMTPSVC1 WEB01 10.0.0.1 0 EHLO - +mx 250 0 3 2 0 SMTP
    2026-10-05 08:00:10 192.0.2.55 mx.example SMTPSVC1 WEB01 10.0.0.1 0 QUIT - mx 240 0 4 3 0 SMTP

    """

  @Test func mailIsSkipped() async throws {
    let found = try await Analysed(log: Self.fields + Self.mail)
    #expect(found.sessions.isEmpty)
    #expect(found.summary.sources.map(\.skipped) == [2])
  }

  /// Without the protocol's column, and beside FTP's own lines.
  @Test(arguments: [true, false]) func siteTells(_ hasVersion: Bool) async throws {
    let rows = """
      2026-10-05 08:00:10 192.0.2.55 mx SMTPSVC1 W 10.0.0.1 0 QUIT - mx 240 0 4 3 0 SMTP
      2026-10-05 08:00:11 192.0.2.7 - FTPSVC2 W 10.0.0.1 21 USER bob - 331 0 0 0 0 FTP
      2026-10-05 08:00:11 192.0.2.7 bob FTPSVC2 W 10.0.0.1 21 PASS *** - 230 0 0 0 0 FTP

      """
    let log =
      hasVersion
      ? Self.fields + rows
      : (Self.fields + rows).split(separator: "\n")
        .map { $0.split(separator: " ").dropLast().joined(separator: " ") + "\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.summary.sources.map(\.skipped) == [1])
    #expect(found.sessions.map(\.user) == ["bob"])
  }
}
