import ArgumentParser
import Foundation
import Places

/// Where addresses are, as the command line has it.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: "Countries and networks of addresses: a database (.mmdb). May be given more than once.",
    completion: .file())
  var geo: [String] = []

  @Option(
    help: """
      Address ranges as a cloud provider publishes them: a file, or NAME=FILE where it does not \
      say whose. May be given more than once.
      """,
    completion: .file())
  var cloudRanges: [String] = []

  /// The files that are named.
  var files: [String] {
    geo + cloudRanges + cloudRanges.compactMap { $0.split(separator: "=").last.map(String.init) }
  }

  /// Nil where nothing was asked for. Throws `Failure`, `FileProblem`.
  func finder() throws -> PlaceFinder? {
    if geo.isEmpty, cloudRanges.isEmpty { return nil }
    var ranges = CloudRanges()
    for argument in cloudRanges {
      let isNamed = !FileManager.default.fileExists(atPath: argument) && argument.contains("=")
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard !isNamed || parts.count == 2 else {
        throw Failure("--cloud-ranges wants FILE or NAME=FILE, not '\(argument)'")
      }
      let path = isNamed ? parts[1] : argument
      try ranges.add(try WholeFile.bytes(path), path: path, provider: isNamed ? parts[0] : nil)
    }
    return try PlaceFinder(databases: geo, ranges: ranges)
  }
}
