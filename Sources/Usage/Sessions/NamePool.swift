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

  /// The number of a name that is here already; nil for another, and for no bytes.
  func known(_ name: ByteSlice) -> UInt32? {
    if name.isEmpty { return nil }
    var digest = Digest128()
    digest.add(name)
    return table[digest]
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

  /// All names for showing, and their order by their bytes.
  func sorted() -> SortedNames {
    var numbers = (0..<UInt32(count)).map(\.self)
    bytes.withUnsafeBufferPointer { bytes in
      func name(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = number == 0 ? 0 : ends[Int(number) - 1]
        return UnsafeBufferPointer(rebasing: bytes[start..<ends[Int(number)]])
      }
      numbers.sort { name($0).lexicographicallyPrecedes(name($1)) }
    }
    var positions = [Int32](repeating: 0, count: count)
    for (position, number) in numbers.enumerated() { positions[Int(number)] = Int32(position) }
    return SortedNames(
      texts: (0..<UInt32(count)).map { number in withName(number) { $0.escapedText } },
      positions: positions)
  }

  /// A name for showing; nil for `none`.
  func text(_ number: UInt32) -> String? {
    number == Self.none ? nil : withName(number) { $0.escapedText }
  }
}

/// Names for showing, by number, with their order.
struct SortedNames {
  private let texts: [String]
  private let positions: [Int32]

  fileprivate init(texts: [String], positions: [Int32]) {
    self.texts = texts
    self.positions = positions
  }

  /// A name; nil for `none`.
  func text(_ number: UInt32) -> String? { number == NamePool.none ? nil : texts[Int(number)] }

  /// Where a name stands when all are sorted. The place is its number and one; place 0 is no
  /// name's, and comes first.
  func position(ofPlace place: Int) -> Int32 { place == 0 ? -1 : positions[place - 1] }
}
