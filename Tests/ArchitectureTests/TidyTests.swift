import Foundation
import TestSupport
import Testing

/// The house's style, as far as a machine can see it.
@Suite struct TidyTests {
  static let linesMaximum = 400
  static let columnsMaximum = 100
  static let functionLinesMaximum = 70

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

  /// A function is its declaration and all up to the brace below its beginning. One that is mostly
  /// cases is a table.
  @Test func functionsAreShort() {
    for file in SourceTree.swift {
      let lines = file.lines
      for (index, line) in lines.enumerated() where Self.beginsFunction(line) {
        let margin = line.prefix { $0 == " " }
        let end = lines[index...].firstIndex { $0 == margin + "}" } ?? index
        guard end - index >= Self.functionLinesMaximum else { continue }
        let cases = lines[index...end].count { $0.drop { $0 == " " }.hasPrefix("case ") }
        #expect(2 * cases > end - index, "\(file.path):\(index + 1) is a function that is too long")
      }
    }
  }

  private static func beginsFunction(_ line: Substring) -> Bool {
    guard !line.hasSuffix("}") else { return false }
    let words = line.split(separator: " ").drop { modifiers.contains(String($0)) }
    guard let first = words.first else { return false }
    return first == "func"
      || first.hasPrefix("init") && first.dropFirst(4).first.map("(?<".contains) == true
      || first == "var" && line.hasSuffix(" {")
  }

  private static let modifiers = [
    "public", "package", "private", "fileprivate", "internal(set)", "private(set)", "static",
    "final", "mutating", "indirect",
  ]
  private static let kinds = [
    "var", "let", "func", "enum", "struct", "class", "protocol", "typealias",
  ]

  /// What a protocol asks for is documented there.
  private static let witnesses = [
    "startIndex", "endIndex", "index(", "count:", "description", "rawValue", "next()", "<", "==",
    "hash(",
    // FileTree, BaseTree, ReadableFile
    "entry(at", "entries(in", "open(_", "create(", "makeFolder(_", "makeHome(_", "removeFolder(_",
    "removeFile(_", "rename(_", "copy(_", "setModified(_", "setMode(_", "read(at",
  ]

  /// What is public says what it is. An init says it by its parameters.
  @Test func publicIsDocumented() {
    for file in SourceTree.swift {
      var previous: Substring = ""
      for (index, line) in file.lines.enumerated() {
        let text = line.drop { $0 == " " }
        defer { if !text.hasPrefix("@") { previous = text } }
        guard text.hasPrefix("public ") else { continue }
        let words = text.split(separator: " ").drop { Self.modifiers.contains(String($0)) }
        guard let kind = words.first, Self.kinds.contains(String(kind)) else { continue }
        let name = words.dropFirst().first ?? ""
        if !previous.hasPrefix("///"), !Self.witnesses.contains(where: name.hasPrefix) {
          Issue.record("\(file.path):\(index + 1) lacks a doc comment")
        }
      }
    }
  }

  /// What the compiler does not check is proved in a comment beside it.
  @Test func uncheckedIsProved() {
    let unproved = ["@unchecked Sendable", "nonisolated(unsafe)", "UnsafeUnchecked"]
    for file in SourceTree.swift {
      let lines = file.lines
      for (index, line) in lines.enumerated()
      where unproved.contains(where: { line.contains($0) }) {
        let near = lines[max(0, index - 4)...min(lines.count - 1, index + 4)]
        let isProved = near.contains { $0.contains("//") && $0.contains("Sendable:") }
        #expect(isProved, "\(file.path):\(index + 1) says nothing of 'Sendable:' nearby")
      }
    }
  }

  /// A test's files are in a `TemporaryFolder`, which goes when the test ends; what waits for
  /// another process or thread has the patience of `Patience`.
  @Test func testsLeaveNothingAndWaitLong() throws {
    let tests = Project.root.appending(path: "Tests")
    let names = try #require(FileManager.default.enumerator(atPath: tests.path))
    for case let name as String in names where name.hasSuffix(".swift") {
      if name.hasPrefix("TestSupport/") || name.hasSuffix("/TidyTests.swift") { continue }
      let text = try String(contentsOf: tests.appending(path: name), encoding: .utf8)
      for word in ["temporaryDirectory", "NSTemporaryDirectory", "sched_yield", "Thread.sleep"] {
        #expect(!text.contains(word), "Tests/\(name) has \(word)")
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
