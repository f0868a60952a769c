import Bytes
import Foundation

/// A database in MaxMind's format, made for a test: records of 32 bits, a tree for IPv6.
/// https://maxmind.github.io/MaxMind-DB/
struct TestDatabase {
  indirect enum Value {
    case text(String)
    case number(UInt32)
    case short(UInt16)
    case long(UInt64)
    case none
    case map([(String, Value)])
  }

  private static let empty = UInt32.max

  /// Both sides of each node: another node, or data beyond `UInt32.max / 2`.
  private var nodes: [[UInt32]] = [[empty, empty]]
  private var data: [UInt8] = []
  private let type: String

  init(type: String) { self.type = type }

  /// Says something of a block.
  mutating func add(_ block: String, _ value: Value) {
    let parts = block.split(separator: "/")
    guard let address = IPAddress(String(parts[0])) else { return }
    var length = Int(parts[1]) ?? 0
    if address.family == .v4 { length += 96 }
    let entry = UInt32.max / 2 + UInt32(data.count)
    data += Self.encoded(value)
    var node = 0
    for depth in 0..<length {
      let side = Int((address.value >> UInt128(127 - depth)) & 1)
      if depth == length - 1 {
        nodes[node][side] = entry
        return
      }
      let next = nodes[node][side]
      if next == Self.empty || next >= UInt32.max / 2 {
        // What was said of all below holds for both sides, until more is said.
        nodes.append([next, next])
        nodes[node][side] = UInt32(nodes.count - 1)
      }
      node = Int(nodes[node][side])
    }
  }

  /// The file.
  func bytes() -> Data {
    var file: [UInt8] = []
    let count = UInt32(nodes.count)
    for side in nodes.joined() {
      let record: UInt32 =
        side == Self.empty
        ? count : side >= UInt32.max / 2 ? side - UInt32.max / 2 + count + 16 : side
      file += withUnsafeBytes(of: record.bigEndian) { Array($0) }
    }
    file += [UInt8](repeating: 0, count: 16) + data
    file += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
    file += Self.encoded(
      .map([
        ("node_count", .number(count)), ("record_size", .short(32)), ("ip_version", .short(6)),
        ("database_type", .text(type)), ("binary_format_major_version", .short(2)),
        ("binary_format_minor_version", .short(0)), ("build_epoch", .long(1_790_000_000)),
        ("languages", .none), ("description", .map([])),
      ]))
    return Data(file)
  }

  private static func encoded(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let text): control(2, text.utf8.count) + Array(text.utf8)
    case .number(let number): control(6, 4) + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    case .short(let number): control(5, 2) + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    // Types beyond 7 have a byte of their own: 9 is a number of 64 bits, 11 an array.
    case .long(let number): [8, 2] + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    case .none: [0, 4]
    case .map(let fields):
      fields.reduce(control(7, fields.count)) { $0 + encoded(.text($1.0)) + encoded($1.1) }
    }
  }

  private static func control(_ type: UInt8, _ size: Int) -> [UInt8] {
    size < 29 ? [type << 5 | UInt8(size)] : [type << 5 | 29, UInt8(size - 29)]
  }
}
