extension [UInt8] {
  /// Lends the bytes as a slice, which is valid until the closure returns.
  @inlinable
  public func withSlice<Result>(_ body: (ByteSlice) throws -> Result) rethrows -> Result {
    try withUnsafeBufferPointer { try body(ByteSlice($0)) }
  }

  /// The bytes as text that loses nothing: see `ByteSlice.escapedText`.
  public var escapedText: String { withSlice { $0.escapedText } }
}

extension ArraySlice<UInt8> {
  /// Lends the bytes as a slice, which is valid until the closure returns.
  @inlinable
  public func withSlice<Result>(_ body: (ByteSlice) throws -> Result) rethrows -> Result {
    try withUnsafeBufferPointer { try body(ByteSlice($0)) }
  }
}
