import Bytes
import FuzzRun

/// The first two bytes choose the persona and what the listener allows; then each event begins with
/// a byte: which it is, and how many bytes that follow came with it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard input.count > 2 else { return }
    var run = SensorRun(input[0], input[1])
    var rest = input.dropFirst(2)
    while let event = rest.first, !run.isOver {
      rest = rest.dropFirst(1)
      let length = event & 15 < 8 ? Int(event >> 4) * 4 : 0
      run.take(event & 15, rest[0..<length])
      rest = rest.dropFirst(length)
    }
    run.end()
  }
}
