import Foundation
import Testing

/// The house's style, as far as a machine can see it.
@Suite struct TidyTests {
  static let linesMaximum = 400
  static let columnsMaximum = 100

  /// Words that source code has no use for.
  static let banned = ["try!", "as!", "fatalError(", "TODO", "FIXME", "XXX"]

  @Test(arguments: SourceTree.files.map(\.path)) func tidy(_ path: String) throws {
    let file = try #require(SourceTree.files.first { $0.path == path })
    #expect(file.text.hasSuffix("\n"), "\(path) ends without a newline")
    let lines = file.lines
    // A database's length is its worth.
    let isData = path.contains("/Resources/") && path.hasSuffix(".xml")
    #expect(isData || lines.count - 1 <= Self.linesMaximum, "\(path) is too long")
    guard file.isSwift || path.hasSuffix(".h") || path.hasSuffix(".c") else { return }
    let found = Self.banned.filter { file.text.contains($0) }
    for (index, line) in lines.enumerated() {
      if line.utf8.count > Self.columnsMaximum, line.count > Self.columnsMaximum {
        Issue.record("\(path):\(index + 1) is too wide")
      }
      for word in found where Self.has(word, in: line) {
        Issue.record("\(path):\(index + 1) has \(word)")
      }
    }
  }

  /// Where what users compute on is declared, each property says what it holds.
  static let contract = [
    "Sources/Records/", "Sources/Usage/Summary/", "Sources/Report/Exposure/Model/",
  ]

  @Test func contractIsDocumented() {
    for file in SourceTree.swift where Self.contract.contains(where: file.path.hasPrefix) {
      var previous: Substring = ""
      for (index, line) in file.lines.enumerated() {
        let text = line.drop { $0 == " " }
        defer { if !text.hasPrefix("@") { previous = text } }
        let isProperty =
          text.firstMatch(
            of: #/^public (internal\(set\) |private\(set\) )?(static )?(var|let) /#) != nil
        if isProperty, !previous.hasPrefix("///"), !Self.isWitness(text) {
          Issue.record("\(file.path):\(index + 1) lacks a doc comment")
        }
      }
    }
  }

  /// What a protocol asks for is documented there.
  private static func isWitness(_ line: Substring) -> Bool {
    ["startIndex", "endIndex", "description"].contains { line.contains(" \($0)") }
  }

  /// What the compiler does not check is proved in a comment beside it.
  @Test func uncheckedIsProved() {
    for file in SourceTree.swift {
      let lines = file.lines
      for (index, line) in lines.enumerated()
      where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
        let near = lines[max(0, index - 4)...min(lines.count - 1, index + 4)]
        let isProved = near.contains { $0.contains("//") && $0.contains("Sendable:") }
        #expect(isProved, "\(file.path):\(index + 1) says nothing of 'Sendable:' nearby")
      }
    }
  }

  /// Whether a line has a word that is not part of a longer one: `has!` has no `as!`.
  private static func has(_ word: String, in line: Substring) -> Bool {
    var rest = line
    while let range = rest.firstRange(of: word) {
      let before = rest[..<range.lowerBound].last
      if before.map({ $0.isLetter || $0.isNumber || $0 == "_" }) != true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
