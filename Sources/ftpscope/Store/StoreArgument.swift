import ArgumentParser

/// The store that a command is about.
struct StoreArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The store.", valueName: "store"), completion: .file())
  var named: String?

  @Option(help: "The store, as other commands name it.", completion: .file())
  var store: String?

  mutating func validate() throws {
    if (named == nil) == (store == nil) { throw ValidationError("Name one store.") }
  }

  var location: String { store ?? named ?? "" }
}
