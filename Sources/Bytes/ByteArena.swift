/// Bytes made while reading (unescaped text, decoded names), all given back at once. Slices of it
/// are valid until `reset()` or the arena's end.
public final class ByteArena {
  private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var current = 0
  private var used = 0
  private static let blockSize = 65_536

  /// Memory is taken when something is kept.
  public init() {}

  deinit {
    for block in blocks { block.deallocate() }
  }

  /// Keeps a copy of some bytes.
  public func keep(_ bytes: some Collection<UInt8>) -> ByteSlice {
    let count = bytes.count
    guard count > 0 else { return .empty }
    reserve(count)
    let target = UnsafeMutableBufferPointer(rebasing: blocks[current][used..<(used + count)])
    _ = target.initialize(from: bytes)
    used += count
    return ByteSlice(UnsafeBufferPointer(target))
  }

  /// Forgets all that was kept, and keeps the memory for what comes.
  public func reset() {
    while blocks.count > 1 { blocks.removeLast().deallocate() }
    current = 0
    used = 0
  }

  private func reserve(_ count: Int) {
    if let block = blocks.last, block.count - used >= count { return }
    blocks.append(.allocate(capacity: Swift.max(count, Self.blockSize)))
    current = blocks.count - 1
    used = 0
  }
}
