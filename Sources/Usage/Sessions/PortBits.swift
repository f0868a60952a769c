/// A set of ports, one bit each: asked once a session.
struct PortBits: Sendable {
  private var words = ContiguousArray<UInt64>(repeating: 0, count: 1024)

  init(_ ports: Set<UInt16>) {
    for port in ports { words[Int(port >> 6)] |= 1 << UInt64(port & 63) }
  }

  @inline(__always)
  func contains(_ port: UInt16) -> Bool { words[Int(port >> 6)] >> UInt64(port & 63) & 1 != 0 }
}
