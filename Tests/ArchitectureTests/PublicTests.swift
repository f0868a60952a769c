import Foundation
import Testing

/// What is public is for other targets: what tests alone need is internal, what a benchmark needs
/// is the package's. An error is for whoever catches it, and mostly has no name there.
@Suite struct PublicTests {
  private static let kinds: Set = ["struct", "enum", "class", "protocol", "actor", "typealias"]
  private static let betweenWords = CharacterSet.alphanumerics.union(["_"]).inverted

  @Test func aPublicTypeHasUsersElsewhere() {
    var used: [String: Set<String>] = [:]
    for file in SourceTree.swift {
      let words = Self.words(file.text)
      for (module, _) in file.imports { used[module, default: []].formUnion(words) }
    }
    for (target, files) in Dictionary(grouping: SourceTree.swift, by: \.target) {
      // What is public takes, gives or is; a case is as public as its type. Once is the type's own
      // declaration.
      let signatures = files.flatMap(Self.signatures)
      let taken = Dictionary(grouping: signatures.flatMap(Self.words)) { $0 }.mapValues(\.count)
      for signature in signatures {
        guard let name = Self.publicType(signature) else { continue }
        #expect(
          used[target]?.contains(name) == true || taken[name, default: 0] > 1,
          "\(target): no other target needs \(name)")
      }
    }
  }

  /// The declarations of what is public, and cases, as far as their bodies.
  private static func signatures(_ file: SourceTree.File) -> [String] {
    let lines = file.lines
    return lines.indices.compactMap { index in
      let text = lines[index].drop { $0 == " " }
      guard text.hasPrefix("public ") || text.hasPrefix("case ") else { return nil }
      let rest = lines[index...].prefix(12)
      let end = rest.firstIndex { $0.contains("{") || $0.isEmpty } ?? rest.endIndex - 1
      return rest[...end].joined(separator: "\n")
    }
  }

  private static func publicType(_ signature: String) -> String? {
    let words = words(signature)
    guard words.first == "public", !words.contains("Error"),
      let kind = words.prefix(3).firstIndex(where: kinds.contains), kind + 1 < words.count
    else { return nil }
    return words[kind + 1]
  }

  private static func words(_ text: String) -> [String] {
    text.components(separatedBy: betweenWords).filter { !$0.isEmpty }
  }
}
