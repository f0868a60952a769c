import Bytes

/// Names kept once each and numbered from 0 in the order they came: addresses, users, servers.
struct NamePool: ~Copyable {
  /// The number of no name.
  static var none: UInt32 { .max }

  private var bytes: [UInt8] = []
  private var ends: ContiguousArray<Int> = []
  private var table = KeyTable<UInt32>()

  init() {}

  var count: Int { ends.count }

  /// The number of a name; `none` for no bytes.
  mutating func number(of name: ByteSlice) -> UInt32 {
    if name.isEmpty { return Self.none }
    var digest = Digest128()
    digest.add(name)
    if let known = table[digest] { return known }
    let number = UInt32(ends.count)
    bytes.append(contentsOf: name.buffer)
    ends.append(bytes.count)
    table.insert(number, for: digest)
    return number
  }

  /// The number of a name that is here already; `none` for another.
  func known(_ name: ByteSlice) -> UInt32 {
    if name.isEmpty { return Self.none }
    var digest = Digest128()
    digest.add(name)
    return table[digest] ?? Self.none
  }

  /// Takes another pool's names in; gives the numbers they have here.
  mutating func merge(_ other: borrowing NamePool) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(other.count)
    for number in 0..<other.count {
      let name = other.copyName(UInt32(number))
      numbers.append(name.withUnsafeBufferPointer { self.number(of: ByteSlice($0)) })
    }
    return numbers
  }

  private func copyName(_ number: UInt32) -> [UInt8] { withName(number) { $0.copied } }

  /// A name's bytes, for as long as the closure runs.
  func withName<Result>(_ number: UInt32, _ body: (ByteSlice) -> Result) -> Result {
    let start = number == 0 ? 0 : ends[Int(number) - 1]
    let end = ends[Int(number)]
    return bytes.withUnsafeBufferPointer {
      body(ByteSlice(UnsafeBufferPointer(rebasing: $0[start..<end])))
    }
  }

  /// For each name, by number, its position when the names are sorted by their bytes.
  func order() -> [UInt32] {
    var numbers = (0..<UInt32(count)).map(\.self)
    bytes.withUnsafeBufferPointer { bytes in
      func range(_ number: UInt32) -> Range<Int> {
        (number == 0 ? 0 : ends[Int(number) - 1])..<ends[Int(number)]
      }
      numbers.sort { one, two in
        let left = range(one)
        let right = range(two)
        let shorter = min(left.count, right.count)
        for index in 0..<shorter
        where bytes[left.lowerBound + index] != bytes[right.lowerBound + index] {
          return bytes[left.lowerBound + index] < bytes[right.lowerBound + index]
        }
        return left.count < right.count
      }
    }
    var positions = [UInt32](repeating: 0, count: count)
    for (position, number) in numbers.enumerated() { positions[Int(number)] = UInt32(position) }
    return positions
  }

  /// A name for showing; nil for `none`.
  func text(_ number: UInt32) -> String? {
    number == Self.none ? nil : withName(number) { $0.escapedText }
  }
}
