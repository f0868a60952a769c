import Foundation
import Records
import TestSupport
import Testing

@testable import Usage

/// A log that is there twice counts once.
@Suite struct CopiesTests {
  private static func log(_ user: String, _ hour: Int, count: Int = 1) -> String {
    (0..<count).map { number in
      let day = "Thu Oct  1 \(10 + hour):\(10 + number):00 2026"
      let pid = "\(hour)\(number)"
      return """
        \(day) [pid \(pid)] CONNECT: Client "192.0.2.8"
        \(day) [pid \(pid)] FTP response: Client "192.0.2.8", "220 hi"
        \(day) [pid \(pid)] FTP command: Client "192.0.2.8", "USER \(user)"
        \(day) [pid \(pid)] [\(user)] FTP response: Client "192.0.2.8", "331 pw"
        \(day) [pid \(pid)] [\(user)] FTP command: Client "192.0.2.8", "PASS <password>"
        \(day) [pid 1] [\(user)] OK LOGIN: Client "192.0.2.8"
        \(day) [pid \(pid)] [\(user)] FTP response: Client "192.0.2.8", "230 Login successful."
        \(day) [pid \(pid)] FTP command: Client "192.0.2.8", "QUIT"
        \(day) [pid \(pid)] FTP response: Client "192.0.2.8", "221 Goodbye."

        """
    }.joined()
  }

  private static let old = log("bob", 0, count: 9)
  private static let new = log("eve", 1)

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var files: [String: String]
    var sessions: Int
    /// The files that are not counted, and what begins with each.
    var copies: [String: String] = [:]
  }

  static let cases = [
    Case(
      testDescription: "two names", files: ["a.log": old, "b.log": old], sessions: 9,
      copies: ["b.log": "a.log"]),
    Case(
      testDescription: "copied and not truncated",
      files: ["x.log": old + new, "x.log.1": old], sessions: 10, copies: ["x.log.1": "x.log"]),
    Case(
      testDescription: "three names", files: ["a.log": old, "b.log": old, "c.log": old],
      sessions: 9, copies: ["b.log": "a.log", "c.log": "a.log"]),
    Case(
      testDescription: "copied twice, and others that begin so",
      files: [
        "a.log": old + log("amy", 2), "b.log": old + new + log("amy", 2), "c.log": old + new,
        "d.log": old, "e.log": old + log("zoe", 3),
      ], sessions: 31, copies: ["c.log": "b.log", "d.log": "b.log"]),
    Case(
      testDescription: "one line", files: ["x.log": new, "y.log": String(new.prefix(62))],
      sessions: 2),
    Case(
      testDescription: "other lines after the first kilobyte",
      files: ["x.log": old + new, "y.log": old + log("amy", 2)], sessions: 20),
    Case(
      testDescription: "the end of another", files: ["x.log": new, "y.log": old + new],
      sessions: 11),
    Case(testDescription: "nothing in it", files: ["x.log": new, "x.log.1": ""], sessions: 1),
  ]

  @Test(arguments: cases) func counted(_ example: Case) async throws {
    let found = try await Analysed(files: example.files)
    #expect(found.sessions.count == example.sessions)
    var copies: [String: String] = [:]
    for source in found.summary.sources {
      guard let note = source.note else { continue }
      let parts = note.split(separator: " ")
      #expect(note.hasPrefix("not counted: ") && note.contains(" begins with all"))
      copies[Self.name(source.path)] = Self.name(String(parts[2]))
    }
    #expect(copies == example.copies)
  }

  private static func name(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
