import Records
import Testing

@testable import Usage

/// vsftpd without process isolation: three processes write of a connection, one of the login alone.
@Suite struct VsftpdProcessesTests {
  /// Lines of `PROCESS USER TEXT`: `>` before what the client says, `<` before what the server
  /// does, `!` before what TLS does, else as it is.
  private static func sessions(_ lines: String...) async throws -> [String] {
    let log = lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      let user = parts[1] == "-" ? "" : "[\(parts[1])] "
      let client = "Client \"192.0.2.5\""
      let text = parts[2].dropFirst()
      let message =
        switch parts[2].first {
        case ">": "FTP command: \(client), \"\(text)\""
        case "<": "FTP response: \(client), \"\(text)\""
        case "!": "DEBUG: \(client), \"SSL version: TLSv1.3, \(text)\""
        default:
          String(parts[2]).replacing("OK LOGIN", with: "OK LOGIN: \(client)")
            .replacing("FAIL LOGIN", with: "FAIL LOGIN: \(client)")
            .replacing("CONNECT", with: "CONNECT: \(client)")
        }
      return "Mon Nov  2 08:00:00 2026 [pid \(parts[0])] \(user)\(message)\n"
    }.joined()
    return try await Analysed(log: log).words.sorted()
  }

  /// Whoever logs in as `anonymous` is called `ftp` from then on. A connection that has not asked
  /// to log in does not.
  @Test func anonymousBesideAnother() async throws {
    let words = try await Self.sessions(
      "101 - CONNECT", "101 - <220 ready", "101 - >FEAT", "101 - <211 End",
      "107 - CONNECT", "107 - <220 ready", "107 - >AUTH TLS", "107 - <234 Proceed.",
      "107 - !new", "107 - >USER anonymous", "107 anonymous <331 Password?",
      "107 anonymous >PASS <password>", #"106 ftp OK LOGIN, anon password "me@example.org""#,
      "109 ftp <230 Welcome.", "109 ftp >QUIT", "109 ftp <221 Goodbye.")
    #expect(
      words == [
        "- clear - none none 0/0/0 certain", "ftp explicit C protected succeeded 0/0/0 certain",
      ])
  }

  /// Two wait for the outcome: by what it is called, the login is the one's who asked for that.
  @Test func anonymousWaitsBesideAnother() async throws {
    let words = try await Self.sessions(
      "101 - CONNECT", "101 - <220 ready", "101 - >USER bob", "101 bob <331 Password?",
      "103 - CONNECT", "103 - <220 ready", "103 - >AUTH TLS", "103 - <234 Proceed.",
      "103 - !new", "103 - >USER anonymous", "103 anonymous <331 Password?",
      "101 bob >PASS <password>", "103 anonymous >PASS <password>",
      #"102 ftp OK LOGIN, anon password "x@""#, "104 ftp <230 Welcome.",
      "100 bob OK LOGIN", "105 bob <230 Welcome.")
    #expect(
      words == [
        "bob clear - clear succeeded 0/0/0 certain",
        "ftp explicit C protected succeeded 0/0/0 certain",
      ])
  }

  /// A reply of a process that is none of a connection's is another's.
  @Test func replyOfAnotherProcess() async throws {
    let words = try await Self.sessions(
      "201 - CONNECT", "201 - <220 ready", "201 - >USER bob", "201 bob <331 Password?",
      "201 bob >PASS <password>", "303 ftp <221 Goodbye.",
      "204 - CONNECT", "204 - >AUTH TLS", "204 - <234 Proceed.", "200 bob FAIL LOGIN")
    #expect(
      words == [
        "- none C none none 0/0/0 certain", "bob clear - clear failed 0/0/0 certain",
        "ftp unknown - none none 0/0/0 begins-earlier",
      ])
  }

  /// With `debug_ssl` alone no line says which connection a login is of.
  @Test func handshakesAlone() async throws {
    let words = try await Self.sessions(
      "301 - CONNECT", "315 - CONNECT", "315 - !new", "310 amy OK LOGIN", "296 bob OK LOGIN")
    #expect(
      words == [
        "amy explicit - unknown succeeded 0/0/0 shared-address,shared-protection,mode-not-logged",
        "bob unknown - unknown succeeded 0/0/0 shared-address,shared-protection",
      ])
  }

  /// The processes before the login are silent, as where they can't reach syslog's socket.
  @Test func loginsAlone() async throws {
    let words = try await Self.sessions(
      "401 amy OK LOGIN", "402 amy <230 Welcome.", "402 amy >PROT P", "402 amy <200 OK",
      "402 amy >QUIT", "402 amy <221 Goodbye.",
      "405 bob OK LOGIN", "407 bob <230 Welcome.", "407 bob >STOR x", "407 bob <226 Done.",
      "411 eve OK LOGIN", "412 eve <230 Welcome.", "412 eve >STOR x", "412 eve <226 Done.",
      "407 bob >QUIT", "407 bob <221 Goodbye.")
    #expect(
      words == [
        "amy explicit P unknown succeeded 0/0/0 auth-not-logged",
        "bob unknown - unknown succeeded 0/0/1 begins-earlier",
        "eve unknown - unknown succeeded 0/0/1 begins-earlier",
      ])
  }
}
