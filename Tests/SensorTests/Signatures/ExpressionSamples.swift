import Bytes

/// Short texts that an expression of a signature's takes: at least one for each of its
/// alternatives. Knows what signatures use of PCRE2; what it does not read has no samples.
struct ExpressionSamples {
  /// A piece of a sample.
  private enum Piece {
    /// One of these bytes.
    case byte([UInt8])
    case opens(Int)
    case closes(Int)
    case again(Int)
  }

  private typealias Sample = [Piece]

  /// At most so many of an expression, and of each part of it.
  private static let countMaximum = 4000

  private var rest: ArraySlice<UInt8>
  private var groups = 0
  /// Bytes to be avoided where others do.
  private let avoided: Set<UInt8>

  /// Texts of an expression, without the bytes that are avoided wherever it leaves a choice.
  static func all(of expression: String, avoiding avoided: Set<UInt8>) -> [[UInt8]] {
    var samples = ExpressionSamples(rest: ArraySlice(expression.utf8), avoided: avoided)
    return samples.alternatives().map { samples.bytes(of: $0) }
  }

  private init(rest: ArraySlice<UInt8>, avoided: Set<UInt8>) {
    self.rest = rest
    self.avoided = avoided
  }

  private mutating func takes(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func alternatives() -> [Sample] {
    var found = sequence()
    while takes("|") { found += sequence() }
    return Array(found.prefix(Self.countMaximum))
  }

  /// The first sample of each part, then with one part exchanged at a time.
  private mutating func sequence() -> [Sample] {
    var parts: [[Sample]] = []
    while let byte = rest.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      let part = repeated(atom())
      if !part.isEmpty { parts.append(part) }
    }
    var found = [parts.flatMap { $0[0] }]
    for (index, part) in parts.enumerated() {
      for other in part.dropFirst() where found.count < Self.countMaximum {
        found.append(
          parts.enumerated().flatMap { place, part in place == index ? other : part[0] })
      }
    }
    return found
  }

  /// As few times as it may be.
  private mutating func repeated(_ part: [Sample]) -> [Sample] {
    var least = 1
    if takes("*") || takes("?") { least = 0 } else if takes("+") { least = 1 }
    if rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) {
      let bounds = String(decoding: rest[rest.index(after: rest.startIndex)..<end], as: UTF8.self)
      if let number = Int(bounds.split(separator: ",").first ?? "") {
        least = number
        rest = rest[rest.index(after: end)...]
      }
    }
    if takes("?") || takes("+") {}
    if least == 0 { return [[]] + part }
    return part.map { sample in (0..<least).flatMap { _ in sample } }
  }

  private mutating func atom() -> [Sample] {
    if takes("(?:") || takes("(?-i:") { return group() }
    if takes("(?=") || takes("(?!") || takes("(?<!") {
      _ = group()
      return [[]]
    }
    if takes("(") {
      groups += 1
      let number = groups
      return group().map { [.opens(number)] + $0 + [.closes(number)] }
    }
    if takes("^") || takes("$") { return [[]] }
    if takes(".") { return [[.byte(Array(0...255))]] }
    if takes("[") { return [[.byte(set())]] }
    guard let byte = rest.popFirst() else { return [] }
    guard byte == UInt8(ascii: "\\") else { return [[.byte([byte])]] }
    if let digit = rest.first, digit.isDigit, digit != 0x30 {
      rest = rest.dropFirst()
      return [[.again(Int(digit) - 0x30)]]
    }
    let bytes = escaped()
    return bytes.isEmpty ? [[]] : [[.byte(bytes)]]
  }

  private mutating func group() -> [Sample] {
    let found = alternatives()
    _ = takes(")")
    return found
  }

  /// Behind a backslash; none of `\b`.
  private mutating func escaped() -> [UInt8] {
    guard let letter = rest.popFirst() else { return [] }
    let words = (0...255 as ClosedRange<UInt8>).filter { $0.isLetterOrDigit || $0 == 0x5F }
    switch letter {
    case UInt8(ascii: "d"): return Array(0x30...0x39)
    case UInt8(ascii: "w"): return words
    case UInt8(ascii: "s"): return [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
    case UInt8(ascii: "S"): return Array(0x21...0xFF)
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return []
    case UInt8(ascii: "x"):
      let digits = rest.prefix(2)
      rest = rest.dropFirst(2)
      return [UInt8(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0]
    default: return [letter]
    }
  }

  /// Behind `[`.
  private mutating func set() -> [UInt8] {
    let isInverted = takes("^")
    var members: Set<UInt8> = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "]") {
      let low = byte == UInt8(ascii: "\\") ? escaped() : [byte]
      members.formUnion(low)
      guard low.count == 1, rest.first == UInt8(ascii: "-"), rest.dropFirst().first != 0x5D,
        takes("-"), let next = rest.popFirst()
      else { continue }
      let high = next == UInt8(ascii: "\\") ? escaped() : [next]
      if let last = high.first, low[0] <= last { members.formUnion(low[0]...last) }
    }
    let all = (0...255 as ClosedRange<UInt8>).filter { members.contains($0) != isInverted }
    return all
  }

  private func bytes(of sample: Sample) -> [UInt8] {
    var bytes: [UInt8] = []
    var starts: [Int: Int] = [:]
    var captured: [Int: [UInt8]] = [:]
    for piece in sample {
      switch piece {
      case .byte(let choice): bytes.append(choice.first { !avoided.contains($0) } ?? choice[0])
      case .opens(let number): starts[number] = bytes.count
      case .closes(let number): captured[number] = Array(bytes[(starts[number] ?? 0)...])
      case .again(let number): bytes += captured[number] ?? []
      }
    }
    return bytes
  }
}
