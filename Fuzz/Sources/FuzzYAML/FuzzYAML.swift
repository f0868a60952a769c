import Bytes
import FuzzRun

/// A description of a format in YAML, a form feed, and a log. Without a form feed there is no log.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    let end = input.firstIndex(of: 0x0C) ?? input.count
    guard let run = LogRun.of(yaml: input[0..<end].text) else { return }
    run.check(input.dropFirst(end + 1))
  }
}
