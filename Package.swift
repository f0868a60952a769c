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

// Intel's ISA-L unpacks gzip several times faster than zlib. Debian has it for these; elsewhere
// zlib does.
#if arch(x86_64) || arch(arm64)
  let gzip: Target.Dependency = "CISAL"
#else
  let gzip: Target.Dependency = "CZlib"
#endif

// C of our own, and libraries of the system: each behind one Swift file (OpenSSL: one target).
let c: [Target] = [
  .target(name: "CByteScan"),
  .target(name: "CEmbedded"),
  .target(name: "CEpoll"),
  .target(name: "CConfinement"),
  .target(name: "CMemory"),
  .target(name: "CProcessors"),
  .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
  .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
  .systemLibrary(name: "COpenSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
  .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
  .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
  .systemLibrary(
    name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
]

let ground: [Target] = [
  .target(name: "Bytes", swiftSettings: strict)
]

let tools: [Target] = [
  .target(name: "Patterns", dependencies: ["Bytes", "CPCRE2"], swiftSettings: strict),
  .target(name: "Inputs", dependencies: ["Bytes", "CZstd", gzip], swiftSettings: strict),
  .target(name: "YAMLFiles", dependencies: ["Bytes", "Yams"], swiftSettings: strict),
  .target(name: "InternationalNames", dependencies: ["CIDN2"], swiftSettings: strict),
]

// No I/O, nothing but Bytes and the standard library.
let floor1: [Target] = [
  .target(name: "FTPProtocol", dependencies: ["Bytes"], swiftSettings: strict),
  .target(name: "Records", dependencies: ["Bytes"], swiftSettings: strict),
  .target(name: "TLSWire", dependencies: ["Bytes"], swiftSettings: strict),
]

// What is known of services, and where records are kept.
let floor2: [Target] = [
  .target(
    name: "TLSEngine", dependencies: ["Bytes", "COpenSSL", "Records", "TLSWire"],
    swiftSettings: strict),
  .target(
    name: "Identification",
    dependencies: ["Bytes", "CEmbedded", "CExpat", "FTPProtocol", "Patterns", "Records"],
    exclude: ["Resources"], swiftSettings: strict),
  .target(
    name: "Advisories", dependencies: ["Bytes", "CEmbedded", "Records"], exclude: ["Resources"],
    swiftSettings: strict),
  .target(
    name: "Places", dependencies: ["Bytes", "CMaxMindDB", "Inputs", "Records"],
    swiftSettings: strict),
  .target(
    name: "Store",
    dependencies: ["Bytes", "Inputs", "Records", .product(name: "GRDB", package: "GRDB.swift")],
    swiftSettings: strict),
]

// The instruments.
let floor3: [Target] = [
  .target(
    name: "Usage",
    dependencies: [
      "Bytes", "CByteScan", "FTPProtocol", "Records", "Patterns", "Inputs", "YAMLFiles",
    ],
    swiftSettings: hot),
  .target(
    name: "Survey",
    dependencies: [
      "Bytes", "CEpoll", "FTPProtocol", "Inputs", "InternationalNames", "Records", "TLSEngine",
      "TLSWire",
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ],
    swiftSettings: strict),
  .target(
    name: "Names",
    dependencies: ["Bytes", "CByteScan", "Inputs", "InternationalNames", "Records"],
    swiftSettings: strict),
  .target(
    name: "Sensor",
    dependencies: [
      "Bytes", "CConfinement", "CEmbedded", "CMemory", "FTPProtocol", "Inputs", "Patterns",
      "Records", "TLSEngine", "TLSWire", "YAMLFiles",
      .product(name: "Logging", package: "swift-log"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ],
    exclude: ["Personas/Resources", "Signatures/Resources"], swiftSettings: strict),
]

// What a person looks at.
let floor4: [Target] = [
  .target(
    name: "Report",
    dependencies: [
      "Advisories", "Bytes", "Identification", "Names", "Records", "Store", "Usage",
      .product(name: "Mustache", package: "swift-mustache"),
    ],
    resources: ["usage", "services", "report", "head", "table", "exposed", "chart", "shares"].map {
      .embedInCode("Resources/\($0).mustache")
    } + [.embedInCode("Resources/page.css")],
    swiftSettings: strict)
]

// The commands.
let floor5: [Target] = [
  .executableTarget(
    name: "ftpscope",
    dependencies: [
      "Advisories", "Bytes", "CProcessors", "Identification", "Inputs", "Names", "Places",
      "Records", "Report", "Sensor", "Store", "Survey", "TLSEngine", "Usage",
      .product(name: "Logging", package: "swift-log"),
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict)
]

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let tests: [Target] = [
  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  tests("ArchitectureTests", ["TestSupport"]),
  tests("BytesTests", ["Bytes"]),
  tests("FTPProtocolTests", ["Bytes", "FTPProtocol"]),
  tests("RecordsTests", ["Bytes", "Records", "TestSupport"]),
  tests("TLSWireTests", ["Bytes", "TLSWire"]),
  tests("PatternsTests", ["Bytes", "Patterns"]),
  tests("InputsTests", ["Bytes", "Inputs", "TestSupport"]),
  tests("TLSEngineTests", ["Bytes", "COpenSSL", "Records", "TLSEngine", "TLSWire", "TestSupport"]),
  tests(
    "UsageTests",
    ["Bytes", "FTPProtocol", "Inputs", "Records", "TestSupport", "Usage", "YAMLFiles"]),
  tests("IdentificationTests", ["Bytes", "Identification", "Patterns", "Records"]),
  tests("AdvisoriesTests", ["Advisories", "Bytes", "Identification", "Records"]),
  .testTarget(
    name: "StoreTests",
    dependencies: [
      "Bytes", "Records", "Store", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
    ],
    exclude: ["Released"], swiftSettings: strict),
  tests(
    "SurveyTests",
    [
      "Bytes", "FTPProtocol", "Inputs", "Records", "Survey", "TestSupport", "TLSEngine",
      .product(name: "NIOCore", package: "swift-nio"),
    ]),
  .testTarget(
    name: "SensorTests",
    dependencies: [
      "Bytes", "FTPProtocol", "Identification", "Inputs", "Patterns", "Records", "Sensor",
      "TLSEngine", "TLSWire", "TestSupport", "YAMLFiles",
      .product(name: "Logging", package: "swift-log"),
    ],
    swiftSettings: strict),
  tests("NamesTests", ["Bytes", "Inputs", "Names", "Records", "TestSupport"]),
  tests("PlacesTests", ["Bytes", "Places", "Records", "TestSupport"]),
  .testTarget(
    name: "ReportTests",
    dependencies: ["Bytes", "Records", "Report", "Store", "TestSupport", "Usage"],
    exclude: ["Golden"], swiftSettings: strict),
  // It runs the program, as a rule.
  tests("CommandTests", ["Bytes", "Records", "TestSupport", "ftpscope"]),
]

func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Benchmarks/\(name)", swiftSettings: strict)
}

// What `Benchmarks/bench-…` measure without a process around it.
let benchmarks: [Target] = [
  benchmark("MatchingBenchmark", ["Bytes", "Identification"]),
  benchmark("PlacesBenchmark", ["Bytes", "Places"]),
  benchmark("StoreBenchmark", ["Bytes", "Records", "Store"]),
]

let package = Package(
  name: "ftpscope",
  products: [.executable(name: "ftpscope", targets: ["ftpscope"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: c + ground + tools + floor1 + floor2 + floor3 + floor4 + floor5 + tests + benchmarks,
  swiftLanguageModes: [.v6]
)
