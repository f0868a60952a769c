import Foundation
import Testing

/// A target depends on lower floors only: docs/ARCHITECTURE.md.
@Suite struct FloorTests {
  /// Every target, by floor, from the ground up.
  static let floors: [[String]] = [
    ["CByteScan", "Bytes"],
    ["FTPProtocol", "Records", "TLSWire"],
    [
      "CConfinement", "CEmbedded", "CExpat", "CIDN2", "CMaxMindDB", "CMemory", "CISAL", "COpenSSL",
      "CPCRE2",
      "CZlib", "CZstd",
      "Patterns",
      "Inputs", "TLSEngine", "Identification", "Advisories", "Places", "Store",
    ],
    ["Usage", "Survey", "Names", "Sensor"],
    ["Report"],
    ["ftpscope"],
  ]

  /// Imports between targets of one floor.
  static let sideways: [String: Set<String>] = [
    "Bytes": ["CByteScan"], "Patterns": ["CPCRE2"], "Inputs": ["CISAL", "CZlib", "CZstd"],
    "Identification": ["CEmbedded", "CExpat", "Patterns"], "Advisories": ["CEmbedded"],
    "Places": ["CMaxMindDB"],
  ]

  /// Modules that come with the toolchain, from a package or from the system, and who may use them.
  static let others: [String: Set<String>] = [
    "Glibc": [
      "Bytes", "Inputs", "Patterns", "Places", "Usage", "TLSEngine", "Survey", "Sensor", "Report",
      "ftpscope",
    ],
    "Musl": ["Bytes", "Inputs", "Patterns", "Usage", "Survey", "Sensor", "Report", "ftpscope"],
    "Dispatch": ["Store", "Survey", "ftpscope"],
    "NIOCore": ["Survey", "Sensor"], "NIOPosix": ["Survey", "Sensor"],
    "Logging": ["Sensor", "ftpscope"],
    "Foundation": ["Store", "Usage", "Report", "ftpscope"],
    "Synchronization": [
      "Inputs", "Store", "Usage", "Survey", "Sensor", "TLSEngine", "ftpscope",
    ],
    "Yams": ["Usage", "Sensor"],
    "GRDB": ["Store"],
    "Mustache": ["Report"],
    "ArgumentParser": ["ftpscope"],
    "COpenSSL": ["TLSEngine"],
  ]

  /// Libraries that one Swift file imports and no other. OpenSSL is not among them: a target of
  /// its own wraps it.
  static let wrapped = [
    "CConfinement", "CExpat", "CIDN2", "CMaxMindDB", "CMemory", "CISAL", "CPCRE2", "CZlib", "CZstd",
  ]

  static func floor(_ target: String) -> Int? {
    floors.firstIndex { $0.contains(target) }
  }

  /// Why a target may not import a module; nil where it may.
  static func objection(to module: String, in target: String) -> String? {
    guard let own = floor(target) else { return "\(target) stands on no floor" }
    if let allowed = others[module] {
      return allowed.contains(target) ? nil : "\(module) is not for \(target)"
    }
    guard let its = floor(module) else { return "\(module) stands on no floor" }
    if own == 1, module != "Bytes" { return "floor 1 imports Bytes and the standard library only" }
    if its < own || sideways[target]?.contains(module) == true { return nil }
    return its == own ? "\(module) is on the same floor" : "\(module) is on a higher floor"
  }

  @Test func filesAreFound() {
    #expect(SourceTree.swift.count > 50)
    #expect(Set(SourceTree.files.map(\.target)) == Set(Self.floors.joined()))
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

  @Test(arguments: wrapped) func oneFileWrapsALibrary(_ module: String) {
    let importers = SourceTree.swift.filter { $0.imports.contains { $0.module == module } }
    #expect(importers.count == 1, "\(importers.map(\.path))")
  }

  /// The same for each target that reads YAML.
  @Test func oneFileOfATargetReadsYAML() {
    let importers = SourceTree.swift.filter { $0.imports.contains { $0.module == "Yams" } }
    #expect(importers.count == Set(importers.map(\.target)).count, "\(importers.map(\.path))")
  }

  /// The rule itself, on imports that are and are not allowed.
  @Test(arguments: [
    ("Bytes", "Usage", true), ("FTPProtocol", "Usage", true), ("CByteScan", "Usage", true),
    ("Records", "ftpscope", true), ("CZlib", "Inputs", true), ("TLSWire", "TLSEngine", true),
    ("COpenSSL", "TLSEngine", true),
    ("Foundation", "Report", true),
    ("Records", "FTPProtocol", false), ("FTPProtocol", "Records", false),
    ("Inputs", "Patterns", false), ("Usage", "Inputs", false), ("Report", "Usage", false),
    ("Foundation", "Records", false), ("FTPProtocol", "Survey", true), ("Usage", "Survey", false),
    ("Foundation", "Survey", false), ("CByteScan", "Records", false), ("CZlib", "Bytes", false),
    ("COpenSSL", "Usage", false), ("Glibc", "FTPProtocol", false), ("NIOCore", "ftpscope", false),
    ("Usage", "Unknown", false),
  ])
  func rule(_ module: String, _ target: String, _ isAllowed: Bool) {
    #expect((Self.objection(to: module, in: target) == nil) == isAllowed)
  }

  @Test func importsAreRead() {
    let text = "import A\n@testable import B\npublic import C\n  import struct D.E\n// import F\n"
    let file = SourceTree.File(path: "x.swift", target: "x", text: text)
    #expect(file.imports.map(\.module) == ["A", "B", "C", "D"])
  }
}
