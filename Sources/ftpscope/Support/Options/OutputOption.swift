import ArgumentParser

/// Where results go.
struct OutputOption: ParsableArguments {
  @Option(
    name: .customLong("output"), help: "Write to a file, which appears when it is whole.",
    completion: .file())
  var path: String?

  /// Begins to write. Throws as `Output` does.
  func open(appends: Bool = false) throws -> Output { try Output(path: path, appends: appends) }
}
