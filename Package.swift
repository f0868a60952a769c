// swift-tools-version: 6.2
import PackageDescription

// The floors of docs/ARCHITECTURE.md, from the ground up. A target depends on lower floors only;
// Tests/ArchitectureTests reads every import and fails where one does not.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The hot loops' state lies in classes and behind pointers, where each access would be checked at
// run time: a tenth of the time of a log line. Debug builds, and so all tests, keep the checks.
let hot: [SwiftSetting] =
  strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let package = Package(
  name: "ftpscope",
  products: [.executable(name: "ftpscope", targets: ["ftpscope"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Ground: bytes.
    .target(name: "CByteScan"),
    .target(name: "Bytes", dependencies: ["CByteScan"], swiftSettings: strict),

    // Floor 1: no I/O, nothing but the standard library.
    .target(name: "FTPProtocol", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "Records", dependencies: ["Bytes"], swiftSettings: strict),

    // Floor 2: libraries, each behind one Swift file.
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "Patterns", dependencies: ["Bytes", "CPCRE2"], swiftSettings: strict),
    .target(name: "Inputs", dependencies: ["Bytes", "CZlib", "CZstd"], swiftSettings: strict),

    // Floor 3: the instruments.
    .target(
      name: "Usage",
      dependencies: [
        "Bytes", "CByteScan", "FTPProtocol", "Records", "Patterns", "Inputs", "Yams",
      ],
      swiftSettings: hot),
    .target(
      name: "Survey", dependencies: ["Bytes", "FTPProtocol", "Records"], swiftSettings: strict),

    // Floor 4: what a person looks at.
    .target(
      name: "Report",
      dependencies: [
        "Bytes", "Records", "Usage", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: ["usage", "services", "head", "table", "exposed"].map {
        .embedInCode("Resources/\($0).mustache")
      } + [.embedInCode("Resources/page.css")],
      swiftSettings: strict),

    // Floor 5: the commands.
    .executableTarget(
      name: "ftpscope",
      dependencies: [
        "Inputs", "Records", "Report", "Usage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: strict),
    .testTarget(
      name: "FTPProtocolTests", dependencies: ["Bytes", "FTPProtocol"], swiftSettings: strict),
    .testTarget(name: "RecordsTests", dependencies: ["Bytes", "Records"], swiftSettings: strict),
    .testTarget(name: "PatternsTests", dependencies: ["Bytes", "Patterns"], swiftSettings: strict),
    .testTarget(name: "InputsTests", dependencies: ["Inputs"], swiftSettings: strict),
    .testTarget(name: "UsageTests", dependencies: ["Usage"], swiftSettings: strict),
    .testTarget(
      name: "SurveyTests", dependencies: ["Bytes", "FTPProtocol", "Records", "Survey"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests", dependencies: ["Bytes", "Records", "Report", "Usage"],
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["ftpscope"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
