import Bytes
import FuzzRun

/// Any bytes, as lines that name targets, as one argument, and as the state of a scan.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    TargetChecks.address(input)
    TargetChecks.spec(input)
    TargetChecks.lines(input)
    TargetChecks.streamed(input)
    TargetChecks.state(input)
  }
}
