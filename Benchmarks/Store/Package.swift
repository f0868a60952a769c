// swift-tools-version: 6.2
import PackageDescription

// What `Benchmarks/bench-store` measures of inserts alone, without reading JSON. The floors'
// folders are symbolic links.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "StoreBenchmark",
  dependencies: [.package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")],
  targets: [
    .target(name: "CByteScan"),
    .target(name: "Bytes", dependencies: ["CByteScan"], swiftSettings: strict),
    .target(name: "Records", dependencies: ["Bytes"], swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: ["Bytes", "Records", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .executableTarget(
      name: "StoreBenchmark", dependencies: ["Bytes", "Records", "Store"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
