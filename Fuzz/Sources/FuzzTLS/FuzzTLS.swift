import Bytes
import FuzzRun

@testable import TLSWire

/// Any bytes: as records, as the hellos in them, and as a server's answers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    let whole = RecordChecks.read(input, pieces: input.count)
    check(RecordChecks.read(input, pieces: 1) == whole, "pieces make no difference")
    for message in whole.messages { HelloChecks.read(message) }
    HelloChecks.read(client: input.copied)
    HelloChecks.read(server: input.copied)
    EnumerationChecks.run(input)
  }
}
