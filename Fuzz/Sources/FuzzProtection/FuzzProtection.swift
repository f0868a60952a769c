import Bytes
import FTPProtocol
import FuzzRun

/// The first byte chooses how the session begins and the server's rules; then three bytes make an
/// event each: which, with what argument, answered with what code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard let first = input.first else { return }
    var conversation = Conversation(first)
    var rest = input.dropFirst(1)
    while rest.count >= 3 {
      conversation.take(rest[0], rest[1], rest[2])
      rest = rest.dropFirst(3)
    }
  }
}
