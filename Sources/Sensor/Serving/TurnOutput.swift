import NIOCore

/// What a connection says in a turn of its loop, which leaves when the turn's events are written.
struct TurnOutput {
  private var buffer = ByteBuffer()
  /// Whether the loop has been asked to let it leave.
  private(set) var isAwaited = false

  mutating func append(_ bytes: [UInt8]) { buffer.writeBytes(bytes) }

  /// Whether the loop is still to be asked to let it leave, which the caller then does.
  mutating func isToBeAwaited() -> Bool {
    defer { isAwaited = true }
    return !isAwaited
  }

  /// All that was said, which leaves now.
  mutating func take() -> ByteBuffer {
    defer { self = TurnOutput() }
    return buffer
  }
}
