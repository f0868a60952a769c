import Bytes
import FuzzRun

@testable import TLSWire

/// Records are read the same however they arrive.
enum RecordChecks {
  struct Found: Equatable {
    var messages: [RecordReader.Message] = []
    var failure: RecordReader.Failure?
  }

  static func read(_ input: ByteSlice, pieces: Int) -> Found {
    var reader = RecordReader()
    var found = Found()
    for start in stride(from: 0, to: input.count, by: max(1, pieces)) {
      found.messages += withCopy(of: input[start..<(start + pieces)].buffer) {
        reader.receive($0)
      }
    }
    found.failure = reader.failure
    return found
  }
}
