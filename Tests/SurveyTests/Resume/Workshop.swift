import Foundation

/// A folder that is gone when the test is.
final class Workshop {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "survey-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left: \(path)") }
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: file(name), atomically: false, encoding: .utf8)
    return file(name)
  }

  func bytes(_ name: String) -> [UInt8] {
    FileManager.default.contents(atPath: file(name)).map { [UInt8]($0) } ?? []
  }
}
