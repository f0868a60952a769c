/// What something is ordered by: two numbers, the first before the second.
struct SortKey: Equatable {
  var first: UInt64
  var second: UInt64

  @inline(__always)
  init(_ first: UInt64, _ second: UInt64) {
    self.first = first
    self.second = second
  }

  /// The indices of keys in their order, those of equal keys as they were: byte by byte from the
  /// last, leaving out those that all keys have in common.
  static func order(_ keys: [SortKey]) -> [UInt32] {
    var order = [UInt32](0..<UInt32(keys.count))
    guard let any = keys.first else { return order }
    let differs = keys.reduce(into: SortKey(0, 0)) {
      $0.first |= $1.first ^ any.first
      $0.second |= $1.second ^ any.second
    }
    var other = order
    keys.withUnsafeBufferPointer { keys in
      for shift in stride(from: UInt64(0), to: 64, by: 8) where differs.second &>> shift & 0xFF != 0
      {
        deal(&order, &other) { Int(truncatingIfNeeded: keys[$0].second &>> shift & 0xFF) }
      }
      for shift in stride(from: UInt64(0), to: 64, by: 8) where differs.first &>> shift & 0xFF != 0
      {
        deal(&order, &other) { Int(truncatingIfNeeded: keys[$0].first &>> shift & 0xFF) }
      }
    }
    return order
  }

  /// Deals indices out by a byte of each.
  @inline(__always)
  private static func deal(
    _ order: inout [UInt32], _ other: inout [UInt32], _ byte: (Int) -> Int
  ) {
    order.withUnsafeBufferPointer { order in
      other.withUnsafeMutableBufferPointer { other in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { starts in
          starts.initialize(repeating: 0)
          for index in order { starts[byte(Int(index)) &+ 1] &+= 1 }
          for value in 1...256 { starts[value] &+= starts[value &- 1] }
          for index in order {
            let byte = byte(Int(index))
            other[starts[byte]] = index
            starts[byte] &+= 1
          }
        }
      }
    }
    swap(&order, &other)
  }

  /// Gives the ranges of an order in which several keys are equal.
  static func forEachTie(
    _ keys: [SortKey], _ order: [UInt32], _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    for index in order.indices.dropFirst() where keys[Int(order[index])] != keys[Int(order[start])]
    {
      if index - start > 1 { body(start..<index) }
      start = index
    }
    if order.count - start > 1 { body(start..<order.count) }
  }
}
