/// The ports that data connections are waited for on, dealt out at random: what comes next is
/// nobody's guess.
struct PassivePorts: Sendable {
  private let range: ClosedRange<UInt16>?
  private var free: [UInt16]

  /// Nil: the system deals out ports.
  init(_ range: ClosedRange<UInt16>?) {
    self.range = range
    free = range.map(Array.init) ?? []
  }

  /// A port, which is to be given back; 0 where the system is to find one, nil where none is free.
  mutating func take() -> UInt16? {
    guard range != nil else { return 0 }
    guard !free.isEmpty else { return nil }
    free.swapAt(Int.random(in: 0..<free.count), free.count - 1)
    return free.removeLast()
  }

  mutating func give(_ port: UInt16) { if port != 0 { free.append(port) } }
}
