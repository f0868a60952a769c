import Bytes
import FuzzRun

/// Any bytes, as the texts that are shown and the times that are read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    TextChecks.escaped(input)
    TextChecks.shown(input)
    TimeChecks.read(input)
    TimeChecks.count(input)
  }
}
