import ArgumentParser

/// What else becomes of the records that are found.
struct RecordingOptions: ParsableArguments {
  @Option(help: "A label for the records.")
  var survey: String?

  @Option(
    help: "Also put the records into a store, which is made where there is none.",
    completion: .file())
  var store: String?

  /// Nil where nothing is stored. Throws as `StoreWriter` does.
  func begin() throws -> StoreWriter? { try store.map { try StoreWriter($0) } }
}
