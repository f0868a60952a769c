// swift-tools-version: 6.2
import PackageDescription

// What `Benchmarks/bench-matching` measures: matching alone, without a process around it. The
// floors' folders are symbolic links.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Matching",
  targets: [
    .target(name: "CByteScan"),
    .target(name: "CEmbedded"),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "Bytes", dependencies: ["CByteScan"], swiftSettings: strict),
    .target(name: "FTPProtocol", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "Records", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "Patterns", dependencies: ["Bytes", "CPCRE2"], swiftSettings: strict),
    .target(
      name: "Identification",
      dependencies: ["Bytes", "CEmbedded", "CExpat", "FTPProtocol", "Patterns", "Records"],
      exclude: ["Resources"], swiftSettings: strict),
    .executableTarget(
      name: "MatchingBenchmark", dependencies: ["Bytes", "Identification"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
