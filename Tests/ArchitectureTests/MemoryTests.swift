import Foundation
import TestSupport
import Testing

/// Where memory is read that nothing checks, docs/SECURITY.md says what keeps it within bounds.
@Suite struct MemoryTests {
  /// Files, or folders with all that is in them, of the table's first column.
  private struct Row {
    private var files: Set<String> = []
    private var folders: Set<String> = []

    /// Reads `A/B`: `File`, `File`; `Folder`.
    init(_ cell: Substring) {
      for part in cell.split(separator: ";") {
        let halves = part.split(separator: ":", maxSplits: 1)
        let names = { (text: Substring) in text.matches(of: #/`([^`]+)`/#).map { String($0.1) } }
        if halves.count == 2 {
          files.formUnion(
            names(halves[0]).compactMap { $0.split(separator: "/").last.map(String.init) })
          files.formUnion(names(halves[1]))
        } else {
          folders.formUnion(names(part))
        }
      }
    }

    func names(_ file: SourceTree.File) -> Bool {
      let path = file.path.dropFirst("Sources/".count)
      let type = file.name.split(whereSeparator: { $0 == "." || $0 == "+" })[0]
      return files.contains(String(type)) || folders.contains { path.hasPrefix("\($0)/") }
    }
  }

  @Test func uncheckedMemoryIsTold() throws {
    let text = try String(
      contentsOf: Project.root.appending(path: "docs/SECURITY.md"), encoding: .utf8)
    let section = try #require(text.split(separator: "## Memory safety").last)
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { Row($0.split(separator: "|")[0]) }
    #expect(rows.count > 10)
    let pointers = #/Unsafe(Mutable)?(Raw)?(Buffer)?Pointer\b|\.baseAddress|\.(start|buffer)\[/#
    let calls =
      #/loadUnaligned|unsafe(BitCast|Downcast|ly|Un|(Mutable)?Address)|withUnsafeTemp|Unmanaged\b/#
    let unchecked = { (text: String) in text.contains(pointers) || text.contains(calls) }
    for file in SourceTree.swift where unchecked(file.text) {
      #expect(rows.contains { $0.names(file) }, "\(file.path) is not in docs/SECURITY.md")
    }
  }
}
