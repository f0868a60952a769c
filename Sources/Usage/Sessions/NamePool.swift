import Bytes

/// Names kept once each and numbered from 0 in the order they came: addresses, users, servers.
struct NamePool: ~Copyable {
  /// The number of no name.
  static var none: UInt32 { .max }

  private var bytes: [UInt8] = []
  private var ends: ContiguousArray<Int> = []
  private var table = KeyTable<UInt32>()
  private var last: UInt32 = 0

  init() {}

  var count: Int { ends.count }

  /// The number of a name; `none` for no bytes.
  mutating func number(of name: ByteSlice) -> UInt32 {
    if name.isEmpty { return Self.none }
    // The server's address is the same on line after line.
    if !ends.isEmpty, withName(last, { $0 == name }) { return last }
    var digest = Digest128()
    digest.add(name)
    if let known = table[digest] {
      last = known
      return known
    }
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
    // Addresses and most names are told apart by their first 16 bytes.
    var heads: [(UInt64, UInt64, number: UInt32)] = (0..<UInt32(count)).map { number in
      withName(number) { ($0.bigEndian(at: 0), $0.bigEndian(at: 8), number) }
    }
    heads.sort { one, two in
      if one.0 != two.0 { return one.0 < two.0 }
      if one.1 != two.1 { return one.1 < two.1 }
      return withName(one.number) { name in
        withName(two.number) { name.buffer.lexicographicallyPrecedes($0.buffer) }
      }
    }
    return SortedNames(bytes: bytes, ends: ends, order: heads.map(\.number))
  }

  /// A name for showing; nil for `none`.
  func text(_ number: UInt32) -> String? {
    number == Self.none ? nil : withName(number) { $0.escapedText }
  }
}

extension ByteSlice {
  /// Eight bytes as a number that is ordered as they are; zeros where there are none.
  fileprivate func bigEndian(at offset: Int) -> UInt64 {
    if offset + 8 <= count {
      let raw = UnsafeRawPointer(start + offset)
      return UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self))
    }
    var value: UInt64 = 0
    for index in offset..<(offset + 8) {
      value = value << 8 | UInt64(index < count ? start[index] : 0)
    }
    return value
  }
}
