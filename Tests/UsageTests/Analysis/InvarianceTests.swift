import Bytes
import Foundation
import Records
import Testing

@testable import Usage

/// How a log is cut up, and by how many processors it is read, changes nothing of the results.
@Suite struct InvarianceTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var log: String
  }

  private static let names = ["bob", "eve", "kim", "lou", "max"]

  /// IIS: many sessions that overlap, some behind one address, with and without x-session.
  private static func iis(_ fields: String, _ line: (IISLine) -> String) -> String {
    var lines: [(second: Int, text: String)] = []
    for number in 0..<24 {
      let name = names[number % names.count]
      let client = number % 4 == 0 ? "192.0.2.1" : "192.0.2.\(number + 2)"
      var second = number * 3
      func add(_ user: String, _ method: String, _ stem: String, _ status: String) {
        let line = line(
          IISLine(
            number: number, second: second, client: client, user: user, method: method, stem: stem,
            status: status, port: number % 7 == 6 ? 990 : 21))
        lines.append((second, line))
        second += 1
      }
      if number % 6 != 5 { add("-", "ControlChannelOpened", "-", "-") }
      if number % 3 == 0 { add("-", "AUTH", "TLS", number % 9 == 0 ? "534" : "234") }
      if number % 6 == 0 { add("-", "PROT", "P", "200") }
      add("-", "USER", name, "331")
      add(number % 5 == 4 ? "-" : name, "PASS", "***", number % 5 == 4 ? "530" : "230")
      add(name, "STOR", "x", number % 8 == 7 ? "426" : "226")
      if number % 6 != 4 { add(name, "ControlChannelClosed", "-", "-") }
    }
    let sorted = lines.enumerated().sorted {
      ($0.element.second, $0.offset) < ($1.element.second, $1.offset)
    }
    let half = sorted.count / 2
    let texts = sorted.map(\.element.text)
    // A header again in the middle, and a line that is cut off.
    return
      ([fields] + texts[..<half] + ["2026-10-01 10:0", "#Software: Microsoft", fields]
      + texts[half...]).joined(separator: "\n") + "\n"
  }

  /// The same log, all logins being one user's.
  private static func oneUser(_ log: String) -> String {
    names.reduce(log) { $0.replacing($1, with: "bob") }
  }

  struct IISLine {
    var number: Int, second: Int
    var client: String, user: String, method: String, stem: String, status: String
    var port: Int
    var start: String {
      "2026-10-01 10:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60) \(client)"
    }
    var end: String { "\(user) 198.51.100.1 \(port) \(method) \(stem) \(status)" }
  }

  private static let examples: [Example] = [
    Example(
      testDescription: "IIS with x-session",
      log: iis(
        "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status x-session"
      ) { line in
        let letter = Character(UnicodeScalar(UInt8(97 + line.number)))
        return "\(line.start) \(line.end) \(IISShorthand.session(String(letter)))"
      }),
    Example(
      testDescription: "IIS with c-port",
      log: iis(
        "#Fields: date time c-ip c-port cs-username s-ip s-port cs-method cs-uri-stem sc-status"
      ) { "\($0.start) \(5000 + $0.number) \($0.end)" }),
    Example(
      testDescription: "IIS with addresses only",
      log: iis("#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status") {
        "\($0.start) \($0.end)"
      }),
    Example(
      testDescription: "IIS with addresses only, one user",
      log: oneUser(
        iis("#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status") {
          "\($0.start) \($0.end)"
        })),
    Example(testDescription: "vsftpd", log: vsftpd),
    Example(testDescription: "vsftpd, one user", log: oneUser(vsftpd)),
    Example(testDescription: "FileZilla", log: fileZilla),
    Example(testDescription: "mixed", log: mixed),
  ]

  /// Sessions one after another and three at a time, all of pid 2, two of one address.
  private static let vsftpd: String = {
    var lines: [String] = []
    for round in 0..<4 {
      let clients = ["192.0.2.7", "192.0.2.7", "192.0.2.9"]
      func add(_ number: Int, _ second: Int, _ user: String, _ text: String) {
        let text = text.replacing("CLIENT", with: "Client \"\(clients[number])\"")
        lines.append("Tue Nov 13 16:0\(round):0\(second) 2018 [pid 2] \(user)\(text)")
      }
      let users = ["[bob] ", "[eve] ", "[kim] "]
      for number in 0..<3 {
        add(number, 0, "", "CONNECT: CLIENT")
        add(number, 0, "", "FTP response: CLIENT, \"220 Hello.\"")
      }
      add(0, 1, "", "FTP command: CLIENT, \"AUTH TLS\"")
      add(0, 1, "", "FTP response: CLIENT, \"234 Proceed.\"")
      for number in 0..<3 {
        add(number, 2, "", "FTP command: CLIENT, \"USER \(names[number])\"")
        add(number, 2, users[number], "FTP response: CLIENT, \"331 Password.\"")
        add(number, 3, users[number], "FTP command: CLIENT, \"PASS <password>\"")
        add(number, 3, users[number], "FTP response: CLIENT, \"230 Yes.\"")
        add(number, 4, users[number], "FTP command: CLIENT, \"RETR a\"")
        add(number, 5, users[number], "FTP response: CLIENT, \"226 Done.\"")
      }
      for number in 0..<2 {
        add(number, 6, users[number], "FTP command: CLIENT, \"QUIT\"")
        add(number, 6, users[number], "FTP response: CLIENT, \"221 Bye.\"")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static let fileZilla: String = {
    var lines: [String] = []
    for number in 1...12 {
      let day = "2025-01-20T14:25:\(10 + number * 2).000Z"
      let head = "[FTP Session \(number) 192.0.2.\(number % 3)]"
      lines.append("\(day) DI \(head) Session 0x1 with ID \(number) created.")
      lines.append("\(day) << \(head) 220 Hello")
      if number % 2 == 0 {
        lines.append("\(day) >> \(head) AUTH TLS")
        lines.append("\(day) << \(head) \(number % 4 == 0 ? "502 No" : "234 Yes")")
      }
      lines.append("\(day) >> \(head) USER \(names[number % names.count])")
      lines.append("\(day) << \(head) 331 Password")
      lines.append("\(day) >> \(head) PASS ****")
      lines.append("\(day) << \(head) 230 Yes")
      if number % 5 != 0 {
        lines.append("\(day) DI \(head) Session 0x1 with ID \(number) destroyed.")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// Lines of two servers in turns, blank lines and lines of no log.
  private static let mixed: String = {
    let one = vsftpd.split(separator: "\n")
    let two = fileZilla.split(separator: "\n")
    var lines: [Substring] = []
    for index in 0..<max(one.count, two.count) {
      if index < one.count { lines.append(one[index]) }
      if index < two.count { lines.append(two[index]) }
      if index % 10 == 9 { lines += ["", "nothing of the kind"] }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }()

  @Test(arguments: examples) func threadsAndChunks(_ example: Example) async throws {
    let folder = try LogFolder()
    try folder.hold(["x.log": example.log])
    let expected = try await folder.analyse().json
    #expect(expected.sessions.split(separator: "\n").count >= 12)
    for threads in [1, 2, 7] {
      for bytes in [1, 7, 64, 4096, 262_144] {
        let found = try await folder.analyse { options in
          options.threads = threads
          options.chunkBytes = bytes
        }.json
        #expect(found.sessions == expected.sessions, "\(threads) threads, \(bytes) bytes")
        #expect(found.summary == expected.summary, "\(threads) threads, \(bytes) bytes")
      }
    }
  }

  /// Rotated at every line: `x.log.1` has the older lines.
  @Test(arguments: examples) func splitAtEveryLine(_ example: Example) async throws {
    let folder = try LogFolder()
    // Bytes, since a carriage return and a line feed are one character.
    let lines = Data(example.log.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
    try folder.hold(["x.log": example.log])
    let expected = try await folder.analyse()
    for cut in 1..<(lines.count - 1) {
      try folder.hold([
        "x.log.1": Data(lines[..<cut].joined(separator: [0x0A]) + [0x0A]),
        "x.log": Data(lines[cut...].joined(separator: [0x0A])),
      ])
      let found = try await folder.analyse()
      #expect(Self.records(found) == Self.records(expected), "cut before line \(cut + 1)")
      #expect(Self.counts(found) == Self.counts(expected), "cut before line \(cut + 1)")
    }
  }

  /// The records without the file that they came from, in the order of their ids.
  private static func records(_ found: Analysed) -> [String] {
    var copy = found
    for index in copy.sessions.indices { copy.sessions[index].source = "" }
    return copy.json.sessions.split(separator: "\n").map(String.init).sorted()
  }

  /// The summary without its sources.
  private static func counts(_ found: Analysed) -> UsageSummary {
    var summary = found.summary
    summary.sources = []
    summary.malformedLines = []
    return summary
  }
}
