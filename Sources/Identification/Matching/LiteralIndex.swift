import Bytes

/// Tells in one pass over a text which of many expressions can match it at all: those of which four
/// bytes that they require are in it, and those that require none.
struct LiteralIndex {
  /// Expressions are told apart by so many bytes, letters in lower case.
  private static let windowBytes = 4
  private static let filterBits = 16

  /// A bit for each hash of a window that is looked for.
  private var filter = [UInt64](repeating: 0, count: 1 << (filterBits - 6))
  private var numbers: [UInt32: [Int32]] = [:]
  /// Bits of the expressions that are always asked.
  private var always: [UInt64]

  /// - Parameter literals: for each expression the literals of which it requires any one, in lower
  ///   case; none where it requires none.
  init(_ literals: [[[UInt8]]]) {
    always = [UInt64](repeating: 0, count: (literals.count + 63) / 64)
    let windows = literals.map { $0.map { Self.windows($0) } }
    var counts: [UInt32: Int] = [:]
    for window in windows.joined().joined() { counts[window, default: 0] += 1 }
    for (number, alternatives) in windows.enumerated() {
      // Of each the window that the fewest others have.
      let rarest = alternatives.map { $0.min { counts[$0, default: 0] < counts[$1, default: 0] } }
      let chosen = Set(rarest.compactMap { $0 })
      if chosen.isEmpty || rarest.contains(nil) {
        always[number >> 6] |= 1 << UInt64(number & 63)
        continue
      }
      for window in chosen {
        numbers[window, default: []].append(Int32(number))
        let hash = Self.hash(window)
        filter[hash >> 6] |= 1 << UInt64(hash & 63)
      }
    }
  }

  /// Sets the bits of the expressions that can match; `candidates` has one for each.
  func find(in text: ByteSlice, _ candidates: inout [UInt64]) {
    for index in always.indices { candidates[index] = always[index] }
    guard text.count >= Self.windowBytes else { return }
    filter.withUnsafeBufferPointer { filter in
      var window: UInt32 = 0
      for index in 0..<text.count {
        window = window << 8 | UInt32(text.start[index].lowercasedASCII)
        if index < Self.windowBytes - 1 { continue }
        let hash = Self.hash(window)
        guard filter[hash >> 6] >> UInt64(hash & 63) & 1 == 1, let found = numbers[window] else {
          continue
        }
        for number in found { candidates[Int(number) >> 6] |= 1 << UInt64(number & 63) }
      }
    }
  }

  private static func windows(_ literal: [UInt8]) -> [UInt32] {
    guard literal.count >= windowBytes else { return [] }
    return (0...(literal.count - windowBytes)).map { start in
      literal[start..<(start + windowBytes)].reduce(0) { $0 << 8 | UInt32($1.lowercasedASCII) }
    }
  }

  @inline(__always)
  private static func hash(_ window: UInt32) -> Int {
    Int(truncatingIfNeeded: (window &* 0x9E37_79B1) >> UInt32(32 - filterBits))
  }
}
