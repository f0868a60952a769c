import Foundation

@testable import Inputs

/// A folder that is gone when the test is.
final class Workshop {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "inputs-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left: \(path)") }
  }

  /// Writes a file, and the folders above it.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8] = Array("x\n".utf8)) throws -> String {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }
}

/// All that a file holds, read in pieces of a size, and the reason it ended early.
func readAll(
  _ path: String, pieces: Int = 4096, limit: Int = .max,
  prepare: (ByteSource) throws -> Void = { _ in }
) throws -> (bytes: [UInt8], problem: String?) {
  let source = try ByteSource(path: path)
  source.limit = limit
  try prepare(source)
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: pieces)
  do {
    while true {
      let count = try piece.withUnsafeMutableBufferPointer { try source.read(into: $0) }
      if count == 0 { return (all, nil) }
      all += piece.prefix(count)
    }
  } catch let problem as FileProblem {
    return (all, problem.reason)
  }
}
