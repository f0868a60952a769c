import Bytes
import Foundation
import Inputs
import Records
import Testing

@testable import Usage

/// The years of logs whose dates have none.
@Suite struct YearSearchTests {
  /// One session for each date.
  private static func log(_ dates: [String]) -> String {
    dates.enumerated().map { number, date in
      let day = date.split(separator: " ")
      let padded = day[1].count == 1 ? " \(day[1])" : "\(day[1])"
      return ["New connection from 192.0.2.5", "bob is now logged in", "Logout."].map {
        let who = $0 == "Logout." ? "bob" : "?"
        return "\(day[0]) \(padded) 10:00:00 web1 pure-ftpd[\(number + 10)]: "
          + "(\(who)@192.0.2.5) [INFO] \($0)\n"
      }.joined()
    }.joined()
  }

  /// The days of the sessions of files that were last written at 12:00 of days.
  private static func days(
    _ files: [(name: String, dates: String, written: String)],
    _ configure: (inout LogOptions) -> Void = { _ in }
  ) async throws -> [String] {
    let folder = try LogFolder()
    try folder.hold(
      Dictionary(
        uniqueKeysWithValues: files.map { file in
          (
            file.name,
            log(file.dates.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
          )
        }))
    for file in files {
      let time = try #require(Timestamp(rfc3339: "\(file.written)T12:00:00Z"))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)],
        ofItemAtPath: "\(folder.path)/\(file.name)")
    }
    let found = try await folder.analyse {
      $0.year = nil
      configure(&$0)
    }
    #expect(found.summary.sources.allSatisfy { $0.malformed == 0 })
    return found.sessions.compactMap { $0.start?.day.text }
  }

  @Test(arguments: [
    // Each date by itself.
    ("Nov 20, Nov 26", "2026-11-27", "2026-11-20 2026-11-26"),
    ("Dec 30, Jan 2", "2026-01-03", "2025-12-30 2026-01-02"),
    // More than a year.
    (
      "Oct 30, Jan 15, Oct 29, Nov 20", "2026-11-27",
      "2025-10-30 2026-01-15 2026-10-29 2026-11-20"
    ),
    (
      "Jan 5, Jun 1, Nov 28, Nov 29, Mar 3, Oct 1, Dec 1, Feb 2, Nov 27", "2026-11-27",
      "2024-01-05 2024-06-01 2024-11-28 2024-11-29 2025-03-03 2025-10-01 2025-12-01 2026-02-02 "
        + "2026-11-27"
    ),
    // A copy that was made within the span.
    ("Oct 30, Nov 20", "2027-11-05", "2026-10-30 2026-11-20"),
    // A leap year, and the file was copied since.
    ("Feb 29, Mar 1", "2026-11-27", "2024-02-29 2024-03-01"),
    ("Dec 30, Feb 29", "2027-11-27", "2023-12-30 2024-02-29"),
    // It was not: nothing tells between which lines years went by.
    ("Feb 29, Nov 27", "2026-11-27", "2024-02-29 2026-11-27"),
    // A clock that starts with January, and lines that are not in order.
    ("Nov 20, Jan 1, Nov 20, Nov 21", "2026-11-27", "2026-11-20 2026-01-01 2026-11-20 2026-11-21"),
    ("Nov 5, Jan 5, Dec 5, Sep 5", "2026-11-27", "2026-11-05 2026-01-05 2025-12-05 2026-09-05"),
  ])
  func oneFile(_ dates: String, _ written: String, _ expected: String) async throws {
    for size in [128 * 1024, 100] {
      let days = try await Self.days([("messages", dates, written)]) { $0.chunkBytes = size }
      #expect(days.joined(separator: " ") == expected)
    }
  }

  /// Rotated files: each has its own last change.
  @Test func rotated() async throws {
    let days = try await Self.days([
      ("messages.2", "Oct 30, Jan 15", "2026-01-16"),
      ("messages.1", "Nov 10, Nov 12", "2026-11-13"),
      ("messages", "Nov 22, Nov 25", "2026-11-27"),
    ])
    #expect(
      days == ["2025-10-30", "2026-01-15", "2026-11-10", "2026-11-12", "2026-11-22", "2026-11-25"])
  }

  /// The user's word is of the last line.
  @Test func said() async throws {
    let days = try await Self.days([("messages", "Dec 30, Jan 2", "2026-11-27")]) { $0.year = 2024 }
    #expect(days == ["2023-12-30", "2024-01-02"])
  }

  /// What a later run reads is of the part that it is in.
  @Test func state() async throws {
    let folder = try LogFolder()
    var state = LogState()
    for dates in [["Oct 30", "Jan 15"], ["Oct 30", "Jan 15", "Oct 29", "Nov 20"]] {
      try folder.hold(["messages": Self.log(dates)])
      var options = LogOptions()
      options.year = 2026
      let analysis = try LogAnalysis(options: options, state: state)
      let summary = try await analysis.run(InputPaths.files([folder.path]).files)
      state = try #require(analysis.state)
      #expect(summary.days.map { $0.day?.text } == Self.expectedDays[dates.count])
    }
  }

  private static let expectedDays: [Int: [String?]] = [
    2: ["2025-10-30", "2026-01-15"],
    4: ["2025-10-30", "2026-01-15", "2026-10-29", "2026-11-20"],
  ]
}
