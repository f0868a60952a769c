import Bytes
import FuzzRun

/// The first byte's lower seven bits select the format: `A` leaves it to the lines, `B` forces the
/// first of `LogFormats.known`, and so on. Its highest bit gives options. The rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard let selector = input.first else { return }
    let number = Int((selector & 0x7F) &- 0x41) % LogRun.formatCount
    let run = LogRun.of(format: number, fills: selector >= 0x80)
    run.check(input.dropFirst(1))
    run.checkWrapped(input.dropFirst(1))
    run.checkDocument(input.dropFirst(1))
  }
}
