import Bytes
import FuzzRun

/// Any bytes, as the texts that are shown, the times that are read, and what a file may hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    TextChecks.escaped(input)
    TextChecks.shown(input)
    TimeChecks.read(input)
    TimeChecks.count(input)
    InputChecks.holes(input)
    InputChecks.utf16(input)
  }
}
