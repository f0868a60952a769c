import Bytes

/// Bytes that wait to be written. What is taken from the front is made room of seldom: it takes no
/// longer however many wait.
struct UnwrittenBytes: Sendable {
  private var bytes: [UInt8] = []
  /// How many of them are written.
  private var written = 0

  var count: Int { bytes.count - written }
  var isEmpty: Bool { count == 0 }

  /// How many lines end in them.
  var lines: Int { bytes[written...].count { $0 == 0x0A } }

  mutating func append(_ more: ArraySlice<UInt8>) { bytes += more }

  /// Lends the bytes; as many as are given back are written.
  mutating func write(_ body: (ByteSlice) -> Int) {
    written += bytes.withSlice { body($0.dropFirst(written)) }
    if written == bytes.count {
      self = UnwrittenBytes()
    } else if written > bytes.count / 2 {
      bytes.removeFirst(written)
      written = 0
    }
  }
}
