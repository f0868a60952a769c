import Bytes
import Foundation
import Records
import Synchronization
import Testing

@testable import Usage

/// A transfer log beside ProFTPD's SystemLog and TLSLog, which tell of no files: a line is of the
/// session that it fits, where exactly one does.
@Suite struct JoinedTransfersTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var system: String
    var tls = ""
    var transfers: String
    var expected: [String]
    /// How the note about the transfer log begins.
    var note: String?
  }

  private static let secure = "explicit P protected succeeded"

  static let cases = [
    Case(
      testDescription: "in the session", system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 P", transfers: "10:03:00 bob 7 i\n10:04:00 bob 7 o",
      expected: ["bob \(secure) 0/2/0 certain"]),
    Case(
      testDescription: "under TLS, the data in clear", system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 C", transfers: "10:03:00 bob 7 i",
      expected: ["bob explicit C protected succeeded 1/0/0 certain"]),
    Case(
      testDescription: "in the second of the end", system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 P", transfers: "10:05:00 bob 7 i",
      expected: ["bob \(secure) 0/1/0 certain"]),
    Case(
      testDescription: "in the second of the PROT", system: "1 7 bob 10:00:00-10:00:03",
      tls: "1 10:00:00.5 P", transfers: "10:00:02 bob 7 i",
      expected: ["bob \(secure) 0/0/1 certain"]),
    Case(
      testDescription: "after the session", system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 P", transfers: "10:05:01 bob 7 i",
      expected: [
        "bob \(secure) 0/0/0 certain", "bob unknown - none none 0/0/1 tls-not-logged",
      ], note: "1 of 1 line in no session of the other logs"),
    Case(
      testDescription: "another user's and another client's",
      system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 P", transfers: "10:03:00 eve 7 i\n10:03:00 bob 8 i\n10:04:00 bob 7 i",
      expected: [
        "bob \(secure) 0/1/0 certain", "eve unknown - none none 0/0/1 tls-not-logged",
        "bob unknown - none none 0/0/1 tls-not-logged",
      ], note: "2 of 3 lines in no session of the other logs, so counted by themselves"),
    Case(
      testDescription: "two sessions at once",
      system: "1 7 bob 10:00:00-10:05:00\n2 7 bob 10:01:00-10:06:00",
      tls: "1 10:00:00.5 P",
      transfers: "10:00:30 bob 7 i\n10:03:00 bob 7 i\n10:05:30 bob 7 o",
      expected: [
        "bob \(secure) 0/1/0 certain", "bob unknown - unknown succeeded 0/0/1 tls-not-logged",
        "bob unknown - none none 0/0/1 tls-not-logged",
      ], note: "1 of 3 lines in more than one session of the other logs"),
    Case(
      testDescription: "deleted, which moves nothing", system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 P", transfers: "10:03:00 bob 7 d",
      expected: ["bob \(secure) 0/0/0 certain"]),
    Case(
      testDescription: "without a TLSLog, and by ProFTPD's word",
      system: "1 7 bob 10:00:00-10:05:00", transfers: "10:03:00 bob 7 i ftps",
      expected: ["bob explicit - protected succeeded 0/0/1 mode-not-logged"]),
    Case(
      testDescription: "without a TLSLog", system: "1 7 bob 10:00:00-10:05:00",
      transfers: "10:03:00 bob 7 i",
      expected: ["bob unknown - unknown succeeded 0/0/1 tls-not-logged"]),
    Case(
      testDescription: "where nothing fits", system: "1 7 bob 10:00:00-10:05:00",
      tls: "1 10:00:00.5 P", transfers: "12:03:00 bob 7 i",
      expected: [
        "bob \(secure) 0/0/0 certain", "bob unknown - none none 0/0/1 tls-not-logged",
      ],
      note: "1 of 1 line in no session of the other logs, so counted by itself; if the zones"),
  ]

  @Test(arguments: cases) func session(_ example: Case) async throws {
    let found = try await Analysed(files: Self.files(example))
    #expect(found.words == example.expected)
    let source = try #require(found.summary.sources.last)
    #expect(source.path.hasSuffix("/xferlog"))
    let note = source.note ?? ""
    #expect(note.hasPrefix(example.note ?? "") && note.isEmpty == (example.note == nil), "\(note)")
  }

  /// Of files that are read together it is told how far they are read.
  @Test func progress() async throws {
    let files = Self.files(Self.cases[0])
    let last = Mutex(LogProgress(filesDone: 0, files: 0, bytes: 0))
    _ = try await Analysed(files: files) {
      $0.onProgress = { progress in last.withLock { $0 = progress } }
    }
    let told = last.withLock { $0 }
    #expect(told.files == 3 && told.filesDone == 3)
    #expect(told.bytes == files.values.reduce(0) { $0 + $1.utf8.count })
  }

  /// With UseReverseDNS the transfer log has the client's name, and the SystemLog both.
  @Test func names() async throws {
    var files = Self.files(Self.cases[0])
    files["proftpd.log"]?.replace("(192.0.2.7[", with: "(desk.example.net[")
    files["xferlog"]?.replace("192.0.2.7", with: "desk.example.net")
    let found = try await Analysed(files: files)
    #expect(found.words == Self.cases[0].expected)
    #expect(found.sessions.map(\.client) == ["192.0.2.7"])
  }

  /// A log of another kind in the folder may have the session, and so nothing is joined.
  @Test func besideOthers() async throws {
    var files = Self.files(Self.cases[0])
    files["vsftpd.log"] = TransferLogsTests.vsftpd("eve 9 10:00:00-10:01:00 STOR")
    let found = try await Analysed(files: files)
    #expect(found.summary.totals.transfers.unknown == 2)
    let note = found.summary.sources.last?.note ?? ""
    #expect(note.contains("2 of 2 lines in a session whose own log does not tell of the file"))
    #expect(!note.contains("--time-zone"))
  }

  @Test func elsewhere() async throws {
    let folder = try LogFolder()
    for (name, text) in Self.files(Self.cases[0]) {
      let path = "\(folder.path)/\(name == "xferlog" ? "a" : "b")"
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
    #expect(try await folder.analyse().words == Self.cases[0].expected)
  }

  /// However far the logs had come by the first run, the second knows the sessions.
  @Test func fromRunToRun() async throws {
    let folder = try LogFolder()
    let files = Self.files(Self.cases[0])
    let lines = files.mapValues { $0.split(separator: "\n").map { $0 + "\n" } }
    for (system, tls, transfers) in [(2, 3, 0), (2, 3, 1), (2, 3, 2), (3, 3, 1), (3, 3, 2)] {
      let cut = ["proftpd.log": system, "tls.log": tls, "xferlog": transfers]
      try folder.hold(
        Dictionary(uniqueKeysWithValues: lines.map { ($0, $1.prefix(cut[$0]!).joined()) }))
      let (_, state) = try await folder.run(from: LogState())
      try folder.hold(files)
      let (summary, _) = try await folder.run(from: state)
      #expect(summary.totals.sessions == 1, "\(cut)")
      #expect(summary.totals.transfers.private == 2, "\(cut)")
    }
  }

  // MARK: Logs

  static func files(_ example: Case) -> [String: String] {
    var files = [
      "proftpd.log": system(example.system), "xferlog": transfers(example.transfers),
    ]
    if !example.tls.isEmpty { files["tls.log"] = tls(example.tls) }
    return files
  }

  /// `1 7 bob 10:00:00-10:05:00`: the process, the client, the user, from when to when.
  private static func system(_ sessions: String) -> String {
    var lines: [(String, String)] = []
    for session in sessions.split(separator: "\n") {
      let words = session.split(separator: " ").map(String.init)
      let times = words[3].split(separator: "-").map(String.init)
      let client = "ftp.example (192.0.2.\(words[1])[192.0.2.\(words[1])])"
      let seconds = Int(times[0].suffix(2))! + 1
      let login = "\(times[0].prefix(6))0\(seconds)"
      for (time, text) in [
        (times[0] + ",100", "FTP session opened."),
        (login + ",700", "USER \(words[2]): Login successful."),
        (times[1] + ",300", "FTP session closed."),
      ] {
        lines.append((time, "2018-11-13 \(time) h proftpd[\(words[0])] \(client): \(text)\n"))
      }
    }
    return lines.sorted { $0.0 < $1.0 }.map(\.1).joined()
  }

  /// `1 10:00:00.5 P`: the process, when its handshake was, and what it set two seconds later.
  private static func tls(_ handshakes: String) -> String {
    handshakes.split(separator: "\n").map { handshake in
      let words = handshake.split(separator: " ").map(String.init)
      let level = words[2] == "P" ? "Private" : "Clear"
      let time = words[1].replacing(".", with: ",")
      let later = words[1].replacing("00.", with: "02,")
      return """
        2018-11-13 \(time)00 mod_tls/2.9[\(words[0])]: TLS/TLS-C requested, starting TLS handshake
        2018-11-13 \(time)10 mod_tls/2.9[\(words[0])]: TLSv1.3 connection accepted, using cipher X
        2018-11-13 \(later)00 mod_tls/2.9[\(words[0])]: Protection set to \(level)

        """
    }.joined()
  }

  /// `10:03:00 bob 7 i ftps`: the end, the user, the client, the direction, ProFTPD's protocol.
  private static func transfers(_ transfers: String) -> String {
    transfers.split(separator: "\n").map { transfer in
      let words = transfer.split(separator: " ").map(String.init)
      let service = words.count > 4 ? words[4] : "ftp"
      return "Tue Nov 13 \(words[0]) 2018 1 192.0.2.\(words[2]) 5 /a b _ \(words[3]) r "
        + "\(words[1]) \(service) 0 * c\n"
    }.joined()
  }
}
