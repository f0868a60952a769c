import Bytes

/// Lends a text's bytes.
func withBytes<Result>(_ text: String, _ body: (ByteSlice) -> Result) -> Result {
  withBytes(Array(text.utf8), body)
}

/// Lends bytes.
func withBytes<Result>(_ bytes: [UInt8], _ body: (ByteSlice) -> Result) -> Result {
  bytes.withUnsafeBufferPointer { body(ByteSlice($0)) }
}
