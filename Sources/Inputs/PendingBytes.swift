/// Bytes that are there, and given out as there is room for them.
public struct PendingBytes {
  private let bytes: [UInt8]
  private var used = 0

  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  /// Whether all have been given out.
  public var isEmpty: Bool { used == bytes.count }

  /// Fills a buffer as far as there are bytes; gives how many it got.
  public mutating func take(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let count = min(buffer.count, bytes.count - used)
    _ = buffer.initialize(from: bytes[used..<(used + count)])
    used += count
    return count
  }
}
