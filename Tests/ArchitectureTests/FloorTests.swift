import Foundation
import TestSupport
import Testing

/// A target depends on lower floors only: docs/ARCHITECTURE.md.
@Suite struct FloorTests {
  /// Every target, by floor, from the ground up, as the table in docs/ARCHITECTURE.md has them.
  static let floors: [(name: String, targets: [String])] = [
    (
      "C",
      [
        "CByteScan", "CEmbedded", "CConfinement", "CEpoll", "CMemory", "CProcessors",
        "CExpat", "CIDN2", "CISAL", "CMaxMindDB", "COpenSSL", "CPCRE2", "CZlib", "CZstd",
      ]
    ),
    ("ground", ["Bytes"]),
    ("tools", ["Patterns", "Inputs", "YAMLFiles", "InternationalNames"]),
    ("floor 1", ["FTPProtocol", "Records", "TLSWire"]),
    ("floor 2", ["TLSEngine", "Identification", "Advisories", "Places", "Store"]),
    ("floor 3", ["Usage", "Survey", "Names", "Sensor"]),
    ("floor 4", ["Report"]),
    ("floor 5", ["ftpscope"]),
  ]

  /// Modules in C, and those that come with the toolchain or from a package: who may use them.
  static let users: [String: Set<String>] = [
    "CByteScan": ["Usage", "Names"],
    "CEmbedded": ["Identification", "Advisories", "Sensor"],
    "CConfinement": ["Sensor"], "CEpoll": ["Survey"], "CMemory": ["Sensor"],
    "CProcessors": ["ftpscope"],
    "CExpat": ["Identification"], "CIDN2": ["InternationalNames"], "CMaxMindDB": ["Places"],
    "COpenSSL": ["TLSEngine"], "CPCRE2": ["Patterns"],
    "CISAL": ["Inputs"], "CZlib": ["Inputs"], "CZstd": ["Inputs"],
    "Glibc": [
      "Bytes", "Inputs", "Patterns", "Places", "Usage", "TLSEngine", "Survey", "Sensor", "Report",
      "ftpscope",
    ],
    "Dispatch": ["Store", "Survey", "ftpscope"],
    "NIOCore": ["Survey", "Sensor"], "NIOPosix": ["Survey", "Sensor"],
    "Logging": ["Sensor", "ftpscope"],
    "Foundation": ["Store", "Usage", "Report", "ftpscope"],
    "Synchronization": [
      "Inputs", "Store", "Usage", "Survey", "Sensor", "TLSEngine", "ftpscope",
    ],
    "Yams": ["YAMLFiles"],
    "GRDB": ["Store"],
    "Mustache": ["Report"],
    "ArgumentParser": ["ftpscope"],
  ]

  /// Libraries that one Swift file imports and no other. OpenSSL is not among them: a target of
  /// its own wraps it.
  static let wrapped = [
    "CConfinement", "CExpat", "CIDN2", "CMaxMindDB", "CMemory", "CISAL", "CPCRE2",
    "CProcessors", "CZlib", "CZstd", "Yams",
  ]

  /// Where swift-nio's modules may be imported: the drivers of connections.
  static let drivers = ["Sources/Sensor/Serving/", "Sources/Survey/Probing/"]

  static func floor(_ target: String) -> Int? {
    floors.firstIndex { $0.targets.contains(target) }
  }

  /// Why a target may not import a module; nil where it may.
  static func objection(to module: String, in target: String) -> String? {
    guard let own = floor(target) else { return "\(target) stands on no floor" }
    if let allowed = users[module] {
      return allowed.contains(target) ? nil : "\(module) is not for \(target)"
    }
    guard let its = floor(module) else { return "\(module) stands on no floor" }
    if floors[own].name == "floor 1", module != "Bytes" {
      return "floor 1 imports Bytes and the standard library only"
    }
    if its < own { return nil }
    return its == own ? "\(module) is on the same floor" : "\(module) is on a higher floor"
  }

  @Test func filesAreFound() {
    #expect(SourceTree.swift.count > 50)
    #expect(Set(SourceTree.files.map(\.target)) == Set(Self.floors.flatMap(\.targets)))
  }

  /// The table of the documentation has the same floors with the same targets.
  @Test func tableOfFloors() throws {
    let page = try String(
      contentsOf: Project.root.appending(path: "docs/ARCHITECTURE.md"), encoding: .utf8)
    let table = try #require(page.firstMatch(of: #/\n```text\n(floor 5[^`]*)```/#)).1
    var written: [(name: String, targets: [String])] = []
    for line in table.split(separator: "\n") {
      let name = line.prefix(9).trimmingCharacters(in: .whitespaces)
      if !name.isEmpty { written.append((name, [])) }
      let targets = try #require(line.dropFirst(9).split(separator: "  ").first)
        .split(separator: ", ").map(String.init)
      written[written.count - 1].targets += targets
    }
    #expect(written.reversed().map(\.name) == Self.floors.map(\.name))
    #expect(
      written.reversed().map { Set($0.targets) } == Self.floors.map { Set($0.targets) })
  }

  @Test func importsPointDown() {
    for file in SourceTree.swift {
      for (module, line) in file.imports {
        if let why = Self.objection(to: module, in: file.target) {
          Issue.record("\(file.path):\(line): \(why)")
        }
      }
    }
  }

  @Test func onlyDriversKnowNIO() {
    for file in SourceTree.swift where !Self.drivers.contains(where: file.path.hasPrefix) {
      let found = file.imports.map(\.module).filter { $0.hasPrefix("NIO") }
      #expect(found == [], "\(file.path)")
    }
  }

  @Test(arguments: wrapped) func oneFileWrapsALibrary(_ module: String) {
    let importers = SourceTree.swift.filter { $0.imports.contains { $0.module == module } }
    #expect(importers.count == 1, "\(importers.map(\.path))")
  }

  /// The rule itself, on imports that are and are not allowed.
  @Test(arguments: [
    ("Bytes", "Usage", true), ("FTPProtocol", "Usage", true), ("CByteScan", "Usage", true),
    ("Records", "ftpscope", true), ("CZlib", "Inputs", true), ("TLSWire", "TLSEngine", true),
    ("COpenSSL", "TLSEngine", true), ("Patterns", "Identification", true),
    ("CEmbedded", "Advisories", true), ("Foundation", "Report", true),
    ("Records", "FTPProtocol", false), ("FTPProtocol", "Records", false),
    ("Inputs", "Patterns", false), ("Usage", "Inputs", false), ("Report", "Usage", false),
    ("Foundation", "Records", false), ("FTPProtocol", "Survey", true), ("Usage", "Survey", false),
    ("Foundation", "Survey", false), ("CByteScan", "Records", false), ("Inputs", "Records", false),
    ("CByteScan", "Report", false), ("Advisories", "Identification", false),
    ("CZlib", "Bytes", false),
    ("COpenSSL", "Usage", false), ("Glibc", "FTPProtocol", false), ("NIOCore", "ftpscope", false),
    ("Usage", "Unknown", false),
  ])
  func rule(_ module: String, _ target: String, _ isAllowed: Bool) {
    #expect((Self.objection(to: module, in: target) == nil) == isAllowed)
  }

  @Test func importsAreRead() {
    let text =
      "import A\n@testable import B\npublic import C\n  import struct D.E\n// import F\n"
      + "private import G\n"
    let file = SourceTree.File(path: "x.swift", target: "x", text: text)
    #expect(file.imports.map(\.module) == ["A", "B", "C", "D", "G"])
  }
}
