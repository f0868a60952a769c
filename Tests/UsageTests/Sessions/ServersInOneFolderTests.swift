import Testing

@testable import Usage

/// Logs of several servers in one folder, each of which numbers its processes by itself.
@Suite struct ServersInOneFolderTests {
  /// `MINUTE CLIENT USER COMMAND CODE PROTOCOL`, all by process 31; without a process where the
  /// protocol is `-`.
  private static func log(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let command = words[3..<(words.count - 2)].joined(separator: " ")
      let tail = words[words.count - 1] == "-" ? "" : " \(words[words.count - 1]) 31"
      return "\(words[1]) UNKNOWN \(words[2]) [02/Nov/2026:08:\(words[0]):01 +0000] "
        + "\"\(command)\" \(words[words.count - 2]) -\(tail)\n"
    }.joined()
  }

  private static let clear = """
    00 192.0.2.5 - USER bob 331 ftp
    01 192.0.2.5 bob PASS (hidden) 230 ftp
    12 192.0.2.5 bob STOR f 226 ftp
    22 192.0.2.5 bob STOR f 226 ftp
    """
  private static let protected = """
    05 192.0.2.6 - AUTH TLS 234 ftp
    06 192.0.2.6 - USER amy 331 ftps
    06 192.0.2.6 amy PASS (hidden) 230 ftps
    06 192.0.2.6 amy PROT P 200 ftps
    16 192.0.2.6 amy STOR g 226 ftps
    26 192.0.2.6 amy STOR g 226 ftps
    """
  private static let handshake = """
    2026-11-02 08:05:01,201 mod_tls/2.9.2[31]: TLS/TLS-C requested, starting TLS handshake
    2026-11-02 08:05:01,301 mod_tls/2.9.2[31]: TLSv1.3 connection accepted, using cipher X
    2026-11-02 08:06:01,801 mod_tls/2.9.2[31]: Protection set to Private

    """

  @Test func otherClients() async throws {
    let found = try await Analysed(files: [
      "ftp1.log": Self.log(Self.clear), "ftp2.log": Self.log(Self.protected),
    ])
    #expect(
      Set(found.words) == [
        "bob clear - clear succeeded 2/0/0 certain",
        "amy explicit P protected succeeded 0/2/0 certain",
      ])
  }

  /// One central log of two servers, whose lines name the server.
  @Test func inOneFile() async throws {
    func line(_ place: Int, _ minute: Int, _ protocol: String, _ command: String, _ code: Int)
      -> String
    {
      // Nobody is named before USER, which names its own.
      let isFirst = command.hasPrefix("USER") || command.hasPrefix("AUTH")
      let user = isFirst ? "" : #""user":"u\#(place)","#
      let clock = minute < 10 ? "0\(minute)" : "\(minute)"
      return #"{"timestamp":"2026-11-02 08:\#(clock):00,000","pid":31,\#(user)"#
        + #""local_ip":"10.0.0.\#(place)","local_port":21,"remote_ip":"192.0.2.\#(place)","#
        + #""protocol":"\#(`protocol`)","raw_command":"\#(command)","response_code":\#(code)}"#
        + "\n"
    }
    let log =
      line(1, 0, "ftp", "USER u1", 331) + line(1, 1, "ftp", "PASS x", 230)
      + line(2, 5, "ftp", "AUTH TLS", 234) + line(2, 6, "ftps", "USER u2", 331)
      + line(2, 7, "ftps", "PASS x", 230) + line(2, 8, "ftps", "PROT P", 200)
      + line(1, 9, "ftp", "STOR f", 226) + line(2, 10, "ftps", "STOR g", 226)
      + line(1, 11, "ftp", "STOR f", 226) + line(2, 12, "ftps", "STOR g", 226)
    #expect(
      try await Set(Analysed(log: log).words) == [
        "u1 clear - clear succeeded 2/0/0 certain",
        "u2 explicit P protected succeeded 0/2/0 certain",
      ])
  }

  @Test func besideTLSLog() async throws {
    let found = try await Analysed(files: [
      "ftp1.log": Self.log(Self.clear), "ftp2.log": Self.log(Self.protected),
      "tls2.log": Self.handshake,
    ])
    #expect(found.words.count == 2)
    #expect(found.words.contains { $0.hasPrefix("bob clear - clear succeeded 2/0/0") })
    #expect(found.words.contains { $0.hasPrefix("amy explicit P protected succeeded 0/2/0") })
  }

  /// A number that comes again in the logs of one server ends the session before.
  @Test func oneServer() async throws {
    let found = try await Analysed(files: [
      "extended.log": Self.log(
        """
        00 192.0.2.5 - USER bob 331 ftp
        01 192.0.2.5 bob PASS (hidden) 230 ftp
        05 192.0.2.6 - USER amy 331 ftp
        06 192.0.2.6 amy PASS (hidden) 230 ftp
        09 192.0.2.5 - USER bob 331 ftp
        09 192.0.2.5 bob PASS (hidden) 230 ftp
        """),
      "system.log": "2026-11-02 08:00:00,124 host proftpd[31] server (a[192.0.2.5]): "
        + "FTP session opened.\n",
    ])
    #expect(
      found.words == [
        "bob clear - clear succeeded 0/0/0 certain", "amy clear - clear succeeded 0/0/0 certain",
        "bob clear - clear succeeded 0/0/0 certain",
      ])
  }

  /// One client, whose sessions only the client tells apart.
  @Test func withoutProcess() async throws {
    func log(_ text: String) -> String {
      Self.log(
        text.replacing(" ftps", with: " -").replacing(" ftp", with: " -")
          .replacing("192.0.2.6", with: "192.0.2.5").replacing("amy", with: "bob"))
    }
    let found = try await Analysed(files: [
      "ftp1.log": log(Self.clear), "ftp2.log": log(Self.protected),
    ])
    #expect(found.words.count == 2)
    #expect(found.words.contains { $0.hasPrefix("bob clear - clear succeeded 2/0/0") })
    #expect(found.words.contains { $0.hasPrefix("bob explicit P protected succeeded 0/2/0") })
  }

  /// One server's commands in two logs, by their classes.
  @Test func classesWithoutProcess() async throws {
    let lines = Self.protected.replacing(" ftps", with: " -").replacing(" ftp", with: " -")
      .split(separator: "\n")
    let found = try await Analysed(files: [
      "auth.log": Self.log(lines.prefix(4).joined(separator: "\n")),
      "write.log": Self.log(lines.dropFirst(4).joined(separator: "\n")),
    ])
    #expect(found.words.count == 1)
    #expect(found.words[0].hasPrefix("amy explicit P protected succeeded 0/2/0"))
  }
}
