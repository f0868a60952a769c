import Bytes

/// What the fuzzer made, as a slice of exactly its length, so that the address sanitizer sees
/// each read beyond it. Gives 0, which is what libFuzzer wants to be told.
public func fuzz(
  _ data: UnsafePointer<UInt8>?, _ count: Int, _ body: (ByteSlice) -> Void
) -> CInt {
  withCopy(of: UnsafeBufferPointer(start: data, count: data == nil ? 0 : count), body)
  return 0
}

/// Bytes in memory of their own, gone when the closure ends.
public func withCopy<Result>(
  of bytes: UnsafeBufferPointer<UInt8>, _ body: (ByteSlice) -> Result
) -> Result {
  let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
  defer { copy.deallocate() }
  _ = copy.initialize(from: bytes)
  return body(ByteSlice(start: UnsafePointer(copy.baseAddress!), count: bytes.count))
}

/// Ends the run, and lets the fuzzer keep the input, where something does not hold that always
/// has to.
public func check(
  _ holds: Bool, _ what: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
) {
  if !holds { fatalError("broken: " + what(), file: file, line: line) }
}
