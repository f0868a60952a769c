import Bytes
import FTPProtocol
import FuzzRun

/// All of the input is what a server sent: its replies, read at once and in pieces, the features
/// and data ports in them, and what else it may be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    checkReplies(input)
    checkArguments(input)
    checkForeign(input)
  }
}
