import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import Usage

/// The logs of `Examples/logs` give the numbers that their README promises.
@Suite struct ExamplesTests {
  private static let folder = Project.root.appending(path: "Examples/logs")

  /// A row of the README's table: the folder and its eleven numbers.
  struct Row: Sendable, CustomTestStringConvertible {
    var folder: String
    var numbers: [Int]
    var testDescription: String { folder }
  }

  private static let rows: [Row] = {
    let text = try? String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map {
        $0.filter { $0 != "*" && $0 != "`" }.trimmingCharacters(in: .whitespaces)
      }
      let numbers = cells.dropFirst().compactMap { Int($0) }
      return numbers.count == 11 ? Row(folder: cells[0], numbers: numbers) : nil
    }
  }()

  @Test(arguments: rows) func counts(_ row: Row) async throws {
    let path = row.folder == "all" ? "" : row.folder
    let found = try await Analysed(of: [Self.folder.appending(path: path).path]) { options in
      options.zone = LogZone("Europe/Amsterdam")
      options.year = 2026
      options.wantsRecords = false
    }
    let totals = found.summary.totals
    #expect(
      row.numbers == [
        totals.sessions, totals.clear, totals.explicit, totals.implicit, totals.none,
        totals.unknown, totals.clearLogins, totals.protectedLogins, totals.transfers.clear,
        totals.transfers.private, totals.transfers.unknown,
      ])
  }

  @Test func everyFolderHasARow() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { !$0.hasPrefix("README") }
    #expect(Set(Self.rows.map(\.folder)) == Set(folders.map { "\($0)/" } + ["all"]))
  }

  /// Wherever the logs are copied to, a session keeps its id.
  @Test(arguments: rows.filter { $0.folder != "all" }) func idsElsewhere(_ row: Row) async throws {
    let original = Self.folder.appending(path: row.folder).path
    let copies = try LogFolder()
    let copy = "\(copies.path)/elsewhere"
    try FileManager.default.copyItem(atPath: original, toPath: copy)
    let expected = try await Analysed(of: [original]).sessions.map(\.id)
    #expect(try await Analysed(of: [copy]).sessions.map(\.id) == expected)
    #expect(!expected.isEmpty)
  }
}
