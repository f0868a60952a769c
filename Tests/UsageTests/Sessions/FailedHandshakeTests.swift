import Records
import Testing

@testable import Usage

/// Clients that want TLS and can't: whom an administrator has to help, though nothing was exposed.
@Suite struct FailedHandshakeTests {
  private static let day = "Tue Oct 20 10:00:0"

  private static let vsftpd = """
    \(day)0 2026 [pid 7] CONNECT: Client "192.0.2.7"
    \(day)0 2026 [pid 7] FTP response: Client "192.0.2.7", "220 Welcome."
    \(day)1 2026 [pid 7] FTP command: Client "192.0.2.7", "AUTH TLS"
    \(day)1 2026 [pid 7] FTP response: Client "192.0.2.7", "234 Proceed with negotiation."

    """

  private static let failed = "none C none none 0/0/0 certain [AUTH 234: the TLS handshake failed]"

  /// With `debug_ssl` and without it.
  @Test(arguments: [
    #"DEBUG: Client "192.0.2.7", "SSL_accept failed: error:0A000102""#,
    #"FTP response: Client "192.0.2.7", "421 Negotiation failed: unsupported protocol.""#,
  ])
  func vsftpdTells(_ line: String) async throws {
    let found = try await Analysed(log: Self.vsftpd + "\(Self.day)1 2026 [pid 7] \(line)\n")
    #expect(found.sessions.map(\.verdict) == [Self.failed])
    #expect(found.summary.readiness.refused.map(\.wantedTLS) == [true])
  }

  /// A connection that is given up says nothing of TLS.
  @Test func timeout() async throws {
    let line = #"FTP response: Client "192.0.2.7", "421 Timeout.""#
    let found = try await Analysed(log: Self.vsftpd + "\(Self.day)9 2026 [pid 7] \(line)\n")
    #expect(found.sessions.map(\.refusals) == [[]])
  }

  /// The TLSLog tells of AUTH and of what came of it.
  @Test func proftpdTells() async throws {
    let found = try await Analysed(
      log: """
        2026-10-20 10:00:00,101 mod_tls/2.9.2[41]: TLS/TLS-C requested, starting TLS handshake
        2026-10-20 10:00:00,202 mod_tls/2.9.2[41]: unable to accept TLS connection: protocol error:
        2026-10-20 10:00:00,203 mod_tls/2.9.2[41]: TLS/TLS-C negotiation failed on control channel

        """)
    #expect(found.sessions.map(\.verdict) == [Self.failed])
  }

  /// Without `-d` Pure-FTPd has the same words for no TLS and for TLS that failed. Who was turned
  /// away is told, and not of what.
  @Test func pureFTPdTells() async throws {
    let found = try await Analysed(
      log: """
        Oct 20 10:00:00 ftp pure-ftpd: (?@192.0.2.7) [INFO] New connection from 192.0.2.7
        Oct 20 10:00:01 ftp pure-ftpd: (?@192.0.2.7) [WARNING] Sorry, cleartext sessions and weak \
        ciphers are not accepted on this server.#012Please reconnect using TLS security mechanisms.

        """)
    #expect(
      found.sessions.map(\.verdict) == [
        "none - none none 0/0/0 certain [? 0: no TLS, or a TLS handshake that failed]"
      ])
    #expect(found.summary.readiness.refused.map(\.client) == ["192.0.2.7"])
    #expect(found.summary.readiness.refused.map(\.wantedTLS) == [false])
  }
}
