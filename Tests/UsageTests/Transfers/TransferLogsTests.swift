import Bytes
import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// A transfer log beside the server's own log: what both tell counts once.
@Suite struct TransferLogsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// `bob 7 10:00:00-10:05:00 STOR`: the user, the last number of the client's address, the time,
    /// and what was done under TLS.
    var sessions: String
    /// `10:03:00 bob 7 i`: the time of its end, the user, the client, the direction.
    var transfers: String
    /// The user, and the transfers in clear/private/unknown.
    var expected: [String]
    var repeated: Int
  }

  private static let session = "bob 7 10:00:00-10:05:00 STOR"

  static let cases = [
    Case(
      testDescription: "in the session", sessions: session, transfers: "10:03:00 bob 7 i",
      expected: ["bob 0/1/0"], repeated: 1),
    Case(
      testDescription: "at its end, by the seconds of another clock", sessions: session,
      transfers: "10:05:02 bob 7 i", expected: ["bob 0/1/0"], repeated: 1),
    Case(
      testDescription: "after it", sessions: session, transfers: "10:05:03 bob 7 i",
      expected: ["bob 0/1/0", "bob 0/0/1"], repeated: 0),
    Case(
      testDescription: "before it", sessions: session, transfers: "09:59:57 bob 7 i",
      expected: ["bob 0/0/1", "bob 0/1/0"], repeated: 0),
    Case(
      testDescription: "another user's", sessions: session, transfers: "10:03:00 eve 7 i",
      expected: ["bob 0/1/0", "eve 0/0/1"], repeated: 0),
    Case(
      testDescription: "another client's", sessions: session, transfers: "10:03:00 bob 8 i",
      expected: ["bob 0/1/0", "bob 0/0/1"], repeated: 0),
    Case(
      testDescription: "the other way", sessions: session, transfers: "10:03:00 bob 7 o",
      expected: ["bob 0/1/0", "bob 0/0/1"], repeated: 0),
    Case(
      testDescription: "of a session without files", sessions: "bob 7 10:00:00-10:05:00 NOOP",
      transfers: "10:03:00 bob 7 i", expected: ["bob 0/0/0", "bob 0/0/1"], repeated: 0),
    Case(
      testDescription: "deleted, which moves nothing", sessions: "bob 7 10:00:00-10:05:00 NOOP",
      transfers: "10:03:00 bob 7 d", expected: ["bob 0/0/0"], repeated: 1),
    Case(
      testDescription: "anonymous", sessions: "ftp 7 10:00:00-10:05:00 RETR",
      transfers: "10:03:00 me@example.org 7 o a", expected: ["ftp 0/1/0"], repeated: 1),
    Case(
      testDescription: "two sessions, and the time between them",
      sessions: "bob 7 10:00:00-10:01:00 STOR\nbob 7 10:30:00-10:31:00 STOR",
      transfers: "10:01:00 bob 7 i\n10:15:00 bob 7 i\n10:30:30 bob 7 i",
      expected: ["bob 0/1/0", "bob 0/0/1", "bob 0/1/0"], repeated: 2),
    Case(
      testDescription: "the log began later", sessions: session,
      transfers: "08:00:00 bob 7 i\n08:01:00 bob 7 i\n10:01:00 bob 7 i\n10:02:00 bob 7 i",
      expected: ["bob 0/0/2", "bob 0/1/0"], repeated: 2),
  ]

  @Test(arguments: cases) func once(_ example: Case) async throws {
    let found = try await Analysed(files: [
      "vsftpd.log": Self.vsftpd(example.sessions), "xferlog": Self.xferlog(example.transfers),
    ])
    #expect(found.inOrder.map(Self.words) == example.expected)
    let source = try #require(found.summary.sources.last)
    #expect(source.path.hasSuffix("/xferlog"))
    #expect(source.repeated == example.repeated)
    let isAll = example.repeated == example.transfers.split(separator: "\n").count
    #expect((source.note == nil) == isAll, "\(source.note ?? "")")
  }

  /// Alone, each line counts.
  @Test(arguments: cases) func alone(_ example: Case) async throws {
    let found = try await Analysed(log: Self.xferlog(example.transfers), name: "xferlog")
    #expect(found.summary.sources.allSatisfy { $0.repeated == 0 && $0.note == nil })
    let all = example.transfers.split(separator: "\n").count { !$0.contains(" d") }
    #expect(found.summary.totals.transfers.unknown == all)
  }

  /// Where its folder has no other log, those of others are looked at; where it has, only these.
  @Test(arguments: [
    (["a/vsftpd.log", "b/xferlog"], 1), (["a/vsftpd.log", "a/xferlog", "b/other.log"], 1),
    (["a/vsftpd.log", "b/xferlog", "b/other.log"], 0),
  ])
  func folders(_ names: [String], _ repeated: Int) async throws {
    let folder = try LogFolder()
    for name in names {
      let path = "\(folder.path)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      let log =
        name.hasSuffix("xferlog")
        ? Self.xferlog("10:03:00 bob 7 i")
        : Self.vsftpd(name.hasSuffix("other.log") ? "eve 9 10:00:00-10:01:00 STOR" : Self.session)
      try Data(log.utf8).write(to: URL(fileURLWithPath: path))
    }
    let found = try await folder.analyse()
    #expect(found.summary.sources.map(\.repeated).reduce(0, +) == repeated)
  }

  /// A transfer log's times have no zone: those beside it may have one.
  @Test func zoneOfTheLogBeside() async throws {
    let extended = """
      192.0.2.7 UNKNOWN bob [13/Nov/2018:12:01:00 +0200] "AUTH TLS" 234 - ftps 700
      192.0.2.7 UNKNOWN bob [13/Nov/2018:12:01:01 +0200] "PROT P" 200 - ftps 700
      192.0.2.7 UNKNOWN bob [13/Nov/2018:12:01:03 +0200] "STOR /a" 226 5 ftps 700

      """
    let files = [
      "extended.log": extended, "xferlog": Self.xferlog("12:01:03 bob 7 i"),
    ]
    let found = try await Analysed(files: files)
    #expect(found.summary.totals.transfers.unknown == 0)
    let other = try await Analysed(files: files) { $0.zone = .utc }
    #expect(other.summary.totals.transfers.unknown == 1)
  }

  /// Pure-FTPd's own forms, one of which has a name for the session.
  @Test(arguments: [
    "192.0.2.7 - bob [13/Nov/2018:10:03:00 -0000] \"PUT /a\" 200 168\n",
    "1542103380 5beaa000.4b06 bob 192.0.2.7 U 168 0 /a\n",
    "2018-11-13 10:03:00 192.0.2.7 []created /a 226 bob 168\n",
  ])
  func pureFTPd(_ line: String) async throws {
    let found = try await Analysed(files: [
      "vsftpd.log": Self.vsftpd(Self.session), "transfers.log": line,
    ])
    #expect(found.sessions.map(Self.words) == ["bob 0/1/0"])
  }

  @Test func threadsAndChunks() async throws {
    let folder = try LogFolder()
    var sessions: [String] = []
    var transfers: [String] = []
    for number in 0..<200 {
      let (user, client) = (["bob", "eve", "kim"][number % 3], number % 11)
      let time = "1\(number % 10):\(10 + number % 49)"
      let moved = number % 4 == 0 ? "RETR" : "STOR"
      sessions.append("\(user) \(client) \(time):00-\(time):20 \(moved)")
      transfers.append("\(time):1\(number % 10) \(user) \(number % 5 == 0 ? 99 : client) i")
    }
    try folder.hold([
      "vsftpd.log": Self.vsftpd(sessions.joined(separator: "\n")),
      "xferlog": Self.xferlog(transfers.joined(separator: "\n")),
    ])
    let expected = try await folder.analyse().json
    for threads in [1, 2, 7] {
      for bytes in [1, 64, 4096, 262_144] {
        let found = try await folder.analyse {
          $0.threads = threads
          $0.chunkBytes = bytes
        }.json
        #expect(found == expected, "\(threads) threads, \(bytes) bytes")
      }
    }
  }

  // MARK: Logs

  static func words(_ session: SessionRecord) -> String {
    let counts = session.transfers
    return "\(session.user ?? "-") \(counts.clear)/\(counts.private)/\(counts.unknown)"
  }

  /// The log of vsftpd, with each command.
  static func vsftpd(_ sessions: String) -> String {
    var lines: [String] = []
    for (number, session) in sessions.split(separator: "\n").enumerated() {
      let words = session.split(separator: " ").map(String.init)
      let times = words[2].split(separator: "-")
      let client = "Client \"192.0.2.\(words[1])\""
      func add(_ user: String, _ what: String, _ text: String?, at time: Substring) {
        let text = text.map { ", \"\($0)\"" } ?? ""
        lines.append(
          "Tue Nov 13 \(time) 2018 [pid \(1000 + number)] \(user)\(what): \(client)\(text)")
      }
      let (name, moved) = ("[\(words[0])] ", words[3])
      add("", "CONNECT", nil, at: times[0])
      add("", "FTP response", "220 Hello.", at: times[0])
      add("", "FTP command", "AUTH TLS", at: times[0])
      add("", "FTP response", "234 Proceed.", at: times[0])
      add("", "FTP command", "USER \(words[0])", at: times[0])
      add(name, "FTP response", "331 Password.", at: times[0])
      add(name, "FTP command", "PASS <password>", at: times[0])
      add(name, "FTP response", "230 Yes.", at: times[0])
      add(name, "FTP command", "PROT P", at: times[0])
      add(name, "FTP response", "200 Yes.", at: times[0])
      add(name, "FTP command", moved == "NOOP" ? moved : "\(moved) /a", at: times[0])
      add(name, "FTP response", moved == "NOOP" ? "200 Yes." : "226 Done.", at: times[1])
      add(name, "FTP command", "QUIT", at: times[1])
      add(name, "FTP response", "221 Bye.", at: times[1])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func xferlog(_ transfers: String) -> String {
    transfers.split(separator: "\n").map { transfer in
      let words = transfer.split(separator: " ").map(String.init)
      let mode = words.count > 4 ? words[4] : "r"
      return "Tue Nov 13 \(words[0]) 2018 1 192.0.2.\(words[2]) 5 /a b _ \(words[3]) \(mode) "
        + "\(words[1]) ftp 0 * c"
    }.joined(separator: "\n") + "\n"
  }
}
