import Foundation

/// A folder to run the command in, as a user does; it goes when the test ends.
final class Workbench {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs a line of shell in which `ftpscope` is the one that is tested.
  func run(_ line: String) throws -> Command.Result {
    let path = Command.binary.deletingLastPathComponent().path
    return try Command.shell("PATH='\(path)':$PATH; \(line)", in: folder.path)
  }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}
