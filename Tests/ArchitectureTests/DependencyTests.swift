import Foundation
import TestSupport
import Testing

/// Package.swift says of each target what its files import: no more, which would tie targets that
/// have nothing to do with each other, and no less, which builds only by luck.
@Suite struct DependencyTests {
  /// What Package.swift declares, by target.
  private static let declared: [String: Set<String>] = {
    let text = (try? String(contentsOfFile: Project.path("Package.swift"), encoding: .utf8)) ?? ""
    var declared: [String: Set<String>] = [:]
    let targets = text.prefix(
      upTo: text.firstRange(of: "\nlet package")?.lowerBound ?? text.endIndex)
    for part in targets.split(
      separator: #/\.(executableT|testT|t)arget\(|\b(tests|benchmark)\(|systemLibrary\(/#)
    {
      guard let name = part.prefixMatch(of: #/\s*(?:name: )?"(\w+)"/#)?.1 else { continue }
      let list =
        part.firstMatch(of: #/dependencies: \[((?:[^\[\]]|\[[^\]]*\])*)\]/#)?.1
        ?? part.firstMatch(of: #/^\s*"\w+",\s*\[([^\]]*)\]/#)?.1 ?? ""
      let products = list.replacing(#/package: "[^"]*"/#, with: "")
      declared[String(name)] = Set(products.matches(of: #/"(\w+)"/#).map { String($0.1) })
      // One of two libraries, by the machine.
      if products.contains(#/\bgzip\b/#) { declared[String(name)]?.insert("gzip") }
    }
    return declared
  }()

  /// Targets and products: what can be declared.
  private static let known = declared.values.reduce(Set(declared.keys)) { $0.union($1) }

  private static func imported(by target: String) -> Set<String> {
    var found: Set<String> = []
    for folder in ["Sources/\(target)", "Tests/\(target)", "Benchmarks/\(target)"] {
      let names = FileManager.default.enumerator(atPath: Project.path(folder))?.allObjects ?? []
      for case let name as String in names where name.hasSuffix(".swift") {
        let text = try? String(contentsOfFile: Project.path("\(folder)/\(name)"), encoding: .utf8)
        let file = SourceTree.File(path: name, target: target, text: text ?? "")
        found.formUnion(file.imports.map(\.module))
      }
    }
    let gzip: Set = ["CISAL", "CZlib"]
    return found.isDisjoint(with: gzip) ? found : found.subtracting(gzip).union(["gzip"])
  }

  @Test func targetsAreFound() {
    #expect(Self.declared.count > 40)
    #expect(Self.declared["Usage"]?.isSuperset(of: ["Bytes", "Inputs", "YAMLFiles"]) == true)
    #expect(Self.declared["Survey"]?.contains("NIOCore") == true)
    #expect(Self.declared["PlacesBenchmark"] == ["Bytes", "Places"])
    #expect(Self.declared["BytesTests"] == ["Bytes"])
  }

  @Test(arguments: declared.keys.sorted()) func whatIsDeclaredIsImported(_ target: String) {
    let declared = Self.declared[target, default: []]
    let imported = Self.imported(by: target).intersection(Self.known).subtracting([target])
    #expect(declared.subtracting(imported).sorted() == [], "\(target) does not import these")
    #expect(imported.subtracting(declared).sorted() == [], "\(target) does not declare these")
  }
}
