@testable import Inputs

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
