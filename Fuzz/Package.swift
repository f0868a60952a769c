// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets: `Fuzz/run`. The floors' folders are symbolic links, so that the fuzzer's
// instruments are compiled into them and `@testable import` sees what is internal.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// libFuzzer brings its own `main`.
let withoutMain: [SwiftSetting] = strict + [.unsafeFlags(["-parse-as-library"])]

// Both that unpack gzip, where the program has ISA-L: they are held to each other.
#if arch(x86_64) || arch(arm64)
  let gzip: [Target.Dependency] = ["CISAL", "CZlib"]
#else
  let gzip: [Target.Dependency] = ["CZlib"]
#endif

let package = Package(
  name: "Fuzz",
  dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
  targets: [
    .target(name: "CByteScan"),
    .target(name: "Bytes", dependencies: ["CByteScan"], swiftSettings: strict),
    .target(name: "FTPProtocol", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "Records", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "TLSWire", dependencies: ["Bytes"], swiftSettings: strict),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "Patterns", dependencies: ["Bytes", "CPCRE2"], swiftSettings: strict),
    .target(name: "YAMLFiles", dependencies: ["Bytes", "Yams"], swiftSettings: strict),
    .target(name: "Inputs", dependencies: ["Bytes", "CZstd"] + gzip, swiftSettings: strict),
    .target(
      name: "Usage",
      dependencies: [
        "Bytes", "CByteScan", "FTPProtocol", "Records", "Patterns", "Inputs", "YAMLFiles",
      ],
      swiftSettings: strict),
    .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
    .target(name: "InternationalNames", dependencies: ["CIDN2"], swiftSettings: strict),
    // Its driver is not fuzzed here, and wants swift-nio.
    .target(
      name: "Survey",
      dependencies: ["Bytes", "FTPProtocol", "Inputs", "InternationalNames", "Records"],
      exclude: ["Probing"], swiftSettings: strict),
    .target(
      name: "Names",
      dependencies: ["Bytes", "CByteScan", "Inputs", "InternationalNames", "Records"],
      swiftSettings: strict),
    .target(name: "CEmbedded"),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(
      name: "Identification",
      dependencies: ["Bytes", "CEmbedded", "CExpat", "FTPProtocol", "Patterns", "Records"],
      exclude: ["Resources"], swiftSettings: strict),
    .target(
      name: "Advisories", dependencies: ["Bytes", "CEmbedded", "Records"], exclude: ["Resources"],
      swiftSettings: strict),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "TLSEngine", dependencies: ["Bytes", "COpenSSL", "Records", "TLSWire"],
      swiftSettings: strict),
    // The session, its files and personas: what of the sensor does no I/O of its own.
    .target(
      name: "Sensor",
      dependencies: [
        "Bytes", "CEmbedded", "FTPProtocol", "Inputs", "Patterns", "TLSEngine", "TLSWire",
        "YAMLFiles",
      ],
      exclude: ["Personas/Resources", "Signatures/Resources"],
      sources: [
        "Classification", "Files", "Limits/FairShares.swift",
        "Limits/IPAddress+Shares.swift",
        "Limits/SessionLimits.swift", "Listing", "Personas", "Quarantine/KeptUpload.swift",
        "SensorConfiguration.swift", "Session", "Signatures",
      ],
      swiftSettings: strict),
    .target(name: "Escaping", exclude: ["VisibleHTML.swift"], swiftSettings: strict),

    .target(
      name: "FuzzRun",
      dependencies: ["Bytes", "FTPProtocol", "Identification", "Inputs", "Records", "Usage"],
      swiftSettings: strict),
    .executableTarget(
      name: "FuzzLogs", dependencies: ["Bytes", "FuzzRun", "Usage"], swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzYAML", dependencies: ["Bytes", "FuzzRun", "Usage"], swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzJSON", dependencies: ["Bytes", "FuzzRun", "Records"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzProtection", dependencies: ["Bytes", "FTPProtocol", "FuzzRun"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzTLS", dependencies: ["Bytes", "FuzzRun", "TLSWire"], swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzText",
      dependencies: ["Bytes", "Escaping", "FuzzRun", "Inputs", "Records", "Usage"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzReplies", dependencies: ["Bytes", "FTPProtocol", "FuzzRun"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzSurvey", dependencies: ["Bytes", "FTPProtocol", "FuzzRun", "Records", "Survey"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzTargets", dependencies: ["Bytes", "FuzzRun", "Survey"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzNames", dependencies: ["Bytes", "FuzzRun", "Names", "Records"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzFingerprints", dependencies: ["Bytes", "FuzzRun", "Identification"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzGreetings", dependencies: ["Bytes", "FuzzRun", "Identification", "Records"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzCommands", dependencies: ["Bytes", "FTPProtocol", "FuzzRun"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzSensor", dependencies: ["Bytes", "FTPProtocol", "FuzzRun", "Sensor", "TLSWire"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzGzip", dependencies: ["Bytes", "CZlib", "FuzzRun"], swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzZstandard", dependencies: ["Bytes", "CZstd", "FuzzRun"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzRecords", dependencies: ["Bytes", "FuzzRun", "Records"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzFeeds", dependencies: ["Advisories", "Bytes", "FuzzRun"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzPersonas", dependencies: ["Bytes", "FTPProtocol", "FuzzRun", "Sensor"],
      swiftSettings: withoutMain),
    .executableTarget(
      name: "FuzzVersions", dependencies: ["Advisories", "Bytes", "FuzzRun"],
      swiftSettings: withoutMain),
  ],
  swiftLanguageModes: [.v6]
)
