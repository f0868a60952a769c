import Bytes
import Records
import Testing

@testable import Usage

/// FileZilla Server 0.9 writes dates as Windows has them: which number is the day is found out from
/// all of a log, and said to be open where nothing tells it.
@Suite struct DateOrderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// The dates of sessions, in the order of the log.
    var dates: [String]
    var days: [String]
    var isOpen = false
    var name = "x.log"
  }

  @Test(arguments: [
    Case(
      testDescription: "a later number above 12", dates: ["9/1/2026", "10/1/2026", "13/1/2026"],
      days: ["2026-01-09", "2026-01-10", "2026-01-13"]),
    Case(
      testDescription: "a number above 12 in second place",
      dates: ["9/1/2026", "9/2/2026", "9/13/2026"],
      days: ["2026-09-01", "2026-09-02", "2026-09-13"]),
    Case(
      testDescription: "days go forward: the month changes",
      dates: ["10/1/2026", "11/1/2026", "12/1/2026", "1/2/2026"],
      days: ["2026-01-10", "2026-01-11", "2026-01-12", "2026-02-01"]),
    Case(
      testDescription: "days go forward: month first",
      dates: ["1/10/2026", "1/11/2026", "1/12/2026", "2/1/2026"],
      days: ["2026-01-10", "2026-01-11", "2026-01-12", "2026-02-01"]),
    Case(
      testDescription: "nothing tells", dates: ["3/1/2026", "4/1/2026"],
      days: ["2026-03-01", "2026-04-01"], isOpen: true),
    Case(
      testDescription: "the day in the file's name", dates: ["3/1/2026"], days: ["2026-01-03"],
      name: "fzs-2026-01-03.log"),
    Case(testDescription: "both numbers are one", dates: ["3/3/2026"], days: ["2026-03-03"]),
  ])
  func sessions(_ example: Case) async throws {
    let found = try await Analysed(files: [example.name: Self.log(example.dates)])
    #expect(found.inOrder.map { $0.start.map { "\($0.rfc3339.prefix(10))" } } == example.days)
    let notes = found.summary.sources.map(\.note)
    #expect(
      notes == [
        example.isOpen
          ? "which number of 3/1/2026 1:39:01 PM is the day can't be told; "
            + "say so with --date-order dmy or mdy" : nil
      ])
  }

  /// Far behind what is looked at to recognise a format.
  @Test func farBehind() async throws {
    let dates = [String](repeating: "9/1/2026", count: 1000) + ["13/1/2026"]
    let found = try await Analysed(log: Self.log(dates))
    #expect(Set(found.summary.days.map { $0.day?.text }) == ["2026-01-09", "2026-01-13"])
  }

  @Test(arguments: [(DateOrder.dayFirst, "2026-01-03"), (.monthFirst, "2026-03-01")])
  func said(_ order: DateOrder, _ day: String) async throws {
    let found = try await Analysed(log: Self.log(["3/1/2026"])) { $0.dateOrder = order }
    #expect(found.sessions.map { "\($0.start?.rfc3339.prefix(10) ?? "")" } == [day])
    #expect(found.summary.sources.map(\.note) == [nil])
  }

  private static func log(_ dates: [String]) -> String {
    dates.enumerated().map { number, date in
      let head = "(\(100_000 + number))\(date) 1:39:01 PM"
      let before = "\(head) - (not logged in) (192.0.2.9)>"
      return """
        \(before) Connected on port 21, sending welcome message...
        \(before) USER a
        \(before) 331 Password required for a
        \(before) PASS ***
        \(head) - a (192.0.2.9)> 230 Logged on
        \(head) - a (192.0.2.9)> disconnected.

        """
    }.joined()
  }
}
