// swift-tools-version: 6.2
import PackageDescription

// What `Benchmarks/bench-places` measures: looking up addresses, without a process around it. The
// floors' folders are symbolic links.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Places",
  targets: [
    .target(name: "CByteScan"),
    .systemLibrary(
      name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
    .target(name: "Bytes", dependencies: ["CByteScan"], swiftSettings: strict),
    .target(name: "Records", dependencies: ["Bytes"], swiftSettings: strict),
    .target(
      name: "Places", dependencies: ["Bytes", "CMaxMindDB", "Records"], swiftSettings: strict),
    .executableTarget(
      name: "PlacesBenchmark", dependencies: ["Bytes", "Places"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
