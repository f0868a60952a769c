import Bytes

/// Names for showing, by number, with their order. A name's place is its number and one; place 0
/// is that of no name, which comes first.
struct SortedNames {
  private let bytes: [UInt8]
  private let ends: ContiguousArray<Int>
  private let positions: [Int32]
  private let places: [Int32]

  /// Names that lie one after another, and their numbers in their order.
  init(bytes: [UInt8], ends: ContiguousArray<Int>, order: [UInt32]) {
    self.bytes = bytes
    self.ends = ends
    var positions = [Int32](repeating: 0, count: ends.count + 1)
    for (index, number) in order.enumerated() { positions[Int(number) + 1] = Int32(index + 1) }
    self.positions = positions
    places = [0] + order.map { Int32($0 + 1) }
  }

  var count: Int { ends.count }

  /// A name; nil for `none`.
  func text(_ number: UInt32) -> String? { text(ofPlace: Int(number &+ 1)) }

  func text(ofPlace place: Int) -> String? {
    if place == 0 { return nil }
    let start = place == 1 ? 0 : ends[place - 2]
    return bytes.withSlice { $0[start..<ends[place - 1]].escapedText }
  }

  /// Where a name stands when all are sorted.
  func position(ofPlace place: Int) -> Int32 { positions[place] }

  /// Which name stands there.
  func place(at position: Int) -> Int { Int(places[position]) }
}
