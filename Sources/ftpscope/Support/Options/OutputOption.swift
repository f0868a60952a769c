import ArgumentParser
import Foundation
import Inputs

/// Where results go.
struct OutputOption: ParsableArguments {
  @Option(
    name: .customLong("output"),
    help: "Write to a file, which appears when it is whole; - is standard output.",
    completion: .file())
  var named: String?

  /// The file; nil is standard output.
  var path: String? { named == "-" ? nil : named }

  /// Begins to write. Throws as `Output` does.
  func open(_ beginning: Output.Beginning = .replaces) throws -> Output {
    try Output(path: path, beginning)
  }

  /// Refuses a file whose place the results would take though the command reads it, or keeps
  /// something else there. What is read counts where it is there: a pattern for all that it
  /// matches, a folder for the files below it; standard input is read once. Throws
  /// `ValidationError`.
  func check(reads: [String], keeps: [String?] = []) throws {
    if reads.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("- stands for standard input once.")
    }
    guard let path, let own = Destination(path) else { return }
    let inputs = InputPaths.files(reads).files.map(\.path)
    for other in inputs + keeps.compactMap({ $0 }) where Destination(other) == own {
      throw ValidationError(
        "--output \(path) would be written over \(other == path ? "what is there" : other), which "
          + "this command uses otherwise; name another file.")
    }
  }
}

/// What tells a file from others, also where it is not there yet.
private enum Destination: Equatable {
  case file(FileIdentity)
  case name(String)

  /// Nil for a pipe, a device or a folder, which nothing takes the place of. `-` is the file that
  /// standard input is.
  init?(_ path: String) {
    var status = stat()
    guard (path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)) == 0 else {
      if path == "-" { return nil }
      let file = URL(fileURLWithPath: SymbolicLinks.end(of: path))
      let folder = file.deletingLastPathComponent().resolvingSymlinksInPath()
      self = .name(folder.appending(path: file.lastPathComponent).path)
      return
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    self = .file(FileIdentity(status))
  }
}
