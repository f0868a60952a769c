/// Bytes that are in everything that an expression of Ruby's matches, as far as that is plain to
/// see: groups, classes and what may be left out tell nothing.
enum RequiredLiteral {
  /// The longest run, in lower case; empty where none is sure.
  static func of(_ pattern: String) -> [UInt8] {
    var reader = Reader(Array(pattern.utf8))
    return reader.longest()
  }

  private struct Reader {
    private let source: [UInt8]
    private var index = 0
    private var run: [UInt8] = []
    private var best: [UInt8] = []

    init(_ source: [UInt8]) { self.source = source }

    mutating func longest() -> [UInt8] {
      while index < source.count {
        let byte = source[index]
        index += 1
        switch byte {
        case UInt8(ascii: "|"): return []
        case UInt8(ascii: "("):
          // Free spacing would change what stands for itself.
          if hasFreeSpacing { return [] }
          end()
          skipGroup()
          skipQuantifier()
        case UInt8(ascii: "["):
          end()
          skipClass()
          skipQuantifier()
        case UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"):
          end()
          skipQuantifier()
        case UInt8(ascii: "\\"): escape()
        default: literal(byte)
        }
      }
      end()
      return best
    }

    private var hasFreeSpacing: Bool {
      guard index < source.count, source[index] == UInt8(ascii: "?") else { return false }
      let flags = source[(index + 1)...].prefix { "imx-".utf8.contains($0) }
      return flags.contains(UInt8(ascii: "x"))
    }

    private mutating func end() {
      if run.count > best.count { best = run }
      run = []
    }

    /// A byte that stands for itself, unless a quantifier makes it optional.
    private mutating func literal(_ byte: UInt8) {
      let atom = byte &- 0x41 < 26 ? byte | 0x20 : byte
      guard let least = skipQuantifier() else { return run.append(atom) }
      if least > 0 { run.append(atom) }
      end()
    }

    private mutating func escape() {
      guard index < source.count else { return }
      let letter = source[index]
      index += 1
      let isWord = letter &- 0x30 < 10 || (letter | 0x20) &- 0x61 < 26
      if !isWord { return literal(letter) }
      end()
      // What follows may belong to the escape: \x41, A, \k<name>.
      let takes: Int =
        switch letter {
        case UInt8(ascii: "x"): 2
        case UInt8(ascii: "u"): 4
        case UInt8(ascii: "c"): 1
        case 0x30...0x39: 2
        default: 0
        }
      index = min(index + takes, source.count)
      if "kgpPCM".utf8.contains(letter) { index = source.count }
      skipQuantifier()
    }

    /// Passes a quantifier and gives the least count; nil where there is none.
    @discardableResult
    private mutating func skipQuantifier() -> Int? {
      guard index < source.count else { return nil }
      var least: Int?
      switch source[index] {
      case UInt8(ascii: "?"), UInt8(ascii: "*"):
        least = 0
        index += 1
      case UInt8(ascii: "+"):
        least = 1
        index += 1
      case UInt8(ascii: "{"):
        guard let end = source[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let inner = source[(index + 1)..<end]
        guard !inner.isEmpty, inner.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2C }) else {
          return nil
        }
        least = inner.first == UInt8(ascii: "0") || inner.first == 0x2C ? 0 : 1
        index = end + 1
      default: return nil
      }
      // Lazy, possessive, or a quantifier of the quantified.
      if let more = skipQuantifier() { return min(least ?? 0, more) }
      return least
    }

    private mutating func skipGroup() {
      var depth = 1
      while index < source.count, depth > 0 {
        let byte = source[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\\"): index += 1
        case UInt8(ascii: "["): skipClass()
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth -= 1
        default: break
        }
      }
      index = min(index, source.count)
    }

    private mutating func skipClass() {
      if index < source.count, source[index] == UInt8(ascii: "^") { index += 1 }
      if index < source.count, source[index] == UInt8(ascii: "]") { index += 1 }
      while index < source.count {
        let byte = source[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\\"): index += 1
        case UInt8(ascii: "["):
          guard index < source.count, source[index] == UInt8(ascii: ":") else { continue }
          while index < source.count, source[index] != UInt8(ascii: "]") { index += 1 }
          index += 1
        case UInt8(ascii: "]"):
          index = min(index, source.count)
          return
        default: break
        }
      }
      index = min(index, source.count)
    }
  }
}
