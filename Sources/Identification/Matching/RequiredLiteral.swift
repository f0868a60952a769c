import Bytes

/// Bytes that everything an expression of Ruby's matches must hold, as far as that is plain to see:
/// classes and what may be left out tell nothing.
enum RequiredLiteral {
  /// Of these one is in everything that matches, in lower case; none where that isn't sure. More
  /// than one where the expression has alternatives.
  static func anyOf(_ pattern: String) -> [[UInt8]] {
    var reader = Reader(Array(pattern.utf8))
    let whole = reader.alternatives(depth: 0)
    // What is left is an expression that was not understood.
    return reader.isAtEnd ? whole.required : []
  }

  /// What a part of an expression needs.
  private struct Part {
    /// All that the part matches; nil where that is not a short list.
    var exact: [[UInt8]]?
    /// Of these one is in all that the part matches; none where that isn't sure.
    var required: [[UInt8]] = []
  }

  /// How well a choice of literals tells texts apart: by the shortest, then by how few they are.
  private static func isBetter(_ one: [[UInt8]], than other: [[UInt8]]) -> Bool {
    func shortest(_ literals: [[UInt8]]) -> Int {
      var least = literals.first?.count ?? 0
      for literal in literals { least = min(least, literal.count) }
      return least
    }
    let (length, least) = (shortest(one), shortest(other))
    return length == least ? one.count < other.count && !one.isEmpty : length > least
  }

  private struct Reader {
    /// Alternatives that are told apart; more tell too little.
    private static let alternativesMaximum = 24
    private static let depthMaximum = 32

    private let source: [UInt8]
    private var index = 0

    init(_ source: [UInt8]) { self.source = source }

    var isAtEnd: Bool { index == source.count }

    /// Branches up to the end of the group that they are in.
    mutating func alternatives(depth: Int) -> Part {
      var branches = [branch(depth)]
      while index < source.count, source[index] == UInt8(ascii: "|") {
        index += 1
        branches.append(branch(depth))
      }
      let exact = branches.compactMap(\.exact).flatMap { $0 }
      let required = branches.flatMap(\.required)
      let isSure = !branches.contains { $0.required.isEmpty }
      return Part(
        exact: branches.contains { $0.exact == nil } ? nil : distinct(exact),
        required: isSure ? distinct(required) ?? [] : [])
    }

    /// Atoms that follow each other.
    private mutating func branch(_ depth: Int) -> Part {
      var run: [[UInt8]] = [[]]
      var best: [[UInt8]] = []
      var isExact = true
      func keep(_ literals: [[UInt8]]) {
        let sure = literals.contains(where: \.isEmpty) ? [] : literals
        if RequiredLiteral.isBetter(sure, than: best) { best = sure }
      }
      while index < source.count, source[index] != UInt8(ascii: "|"),
        source[index] != UInt8(ascii: ")")
      {
        // Most of an expression is this, so it is done in place.
        if let byte = plainLetter() {
          for place in run.indices { run[place].append(byte) }
          continue
        }
        let atom = atom(depth)
        let least = skipQuantifier()
        if least == nil, let longer = atom.exact.flatMap({ joined(run, $0) }) {
          run = longer
          continue
        }
        isExact = false
        // Once at least: what goes before and the first of it stand together.
        if least != 0 {
          keep(atom.exact.flatMap { joined(run, $0) } ?? [])
          keep(atom.required)
        }
        keep(run)
        run = [[]]
      }
      keep(run)
      return Part(exact: isExact ? run : nil, required: best)
    }

    /// Passes a byte that stands for itself, once, and gives it in lower case; nil where what
    /// comes next is anything else.
    private mutating func plainLetter() -> UInt8? {
      guard index + 1 < source.count, !Self.isSpecial(source[index]),
        !Self.isQuantifier(source[index + 1])
      else { return nil }
      index += 1
      return source[index - 1].lowercasedASCII
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "^"), UInt8(ascii: "$"),
        UInt8(ascii: "."), UInt8(ascii: "\\"):
        true
      default: false
      }
    }

    private static func isQuantifier(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"): true
      default: false
      }
    }

    /// Each beginning with each end; nil where they are too many.
    private func joined(_ beginnings: [[UInt8]], _ ends: [[UInt8]]) -> [[UInt8]]? {
      distinct(beginnings.flatMap { beginning in ends.map { beginning + $0 } })
    }

    /// The literals once each; nil where they are too many.
    private func distinct(_ literals: [[UInt8]]) -> [[UInt8]]? {
      if literals.count < 2 { return literals }
      var seen: Set<[UInt8]> = []
      let once = literals.filter { seen.insert($0).inserted }
      return once.count > Self.alternativesMaximum ? nil : once
    }

    private mutating func atom(_ depth: Int) -> Part {
      let byte = source[index]
      index += 1
      switch byte {
      case UInt8(ascii: "("): return group(depth)
      case UInt8(ascii: "["): return oneOf()
      case UInt8(ascii: "^"), UInt8(ascii: "$"): return Part(exact: [[]])
      case UInt8(ascii: "."): return Part()
      case UInt8(ascii: "\\"): return escape()
      default: return literal(byte)
      }
    }

    private func literal(_ byte: UInt8) -> Part {
      let folded = byte.lowercasedASCII
      return Part(exact: [[folded]], required: [[folded]])
    }

    /// A group, whose bracket is passed: one that only captures or holds together has what its
    /// branches have; one that looks around, or of another kind, tells nothing.
    private mutating func group(_ depth: Int) -> Part {
      let start = index
      // A verb of PCRE2's: (*ACCEPT) ends the expression wherever it stands.
      if index < source.count, source[index] == UInt8(ascii: "*") { return giveUp() }
      if index < source.count, source[index] == UInt8(ascii: "?") {
        index += 1
        // A comment ends at the first bracket, whatever is in it.
        if index < source.count, source[index] == UInt8(ascii: "#") { return giveUp() }
        let flags = source[index...].prefix { "imx-".utf8.contains($0) }
        // Free spacing would change what stands for itself from here on.
        if flags.contains(UInt8(ascii: "x")) { return giveUp() }
        index += flags.count
        guard index < source.count else { return giveUp() }
        switch source[index] {
        case UInt8(ascii: ":"): index += 1
        case UInt8(ascii: ")") where !flags.isEmpty:
          index += 1
          return Part(exact: [[]])
        case UInt8(ascii: "<")
        where index + 1 < source.count && !"=!".utf8.contains(source[index + 1]):
          guard let end = source[index...].firstIndex(of: UInt8(ascii: ">")) else {
            return giveUp()
          }
          index = end + 1
        default:
          index = start
          skipGroup()
          return Part()
        }
      }
      guard depth < Self.depthMaximum else {
        index = start
        skipGroup()
        return Part()
      }
      let inner = alternatives(depth: depth + 1)
      guard index < source.count else { return giveUp() }
      index += 1
      return inner
    }

    /// Reads no further, and makes the whole tell nothing.
    @discardableResult
    private mutating func giveUp() -> Part {
      index = source.count + 1
      return Part()
    }

    private mutating func escape() -> Part {
      guard index < source.count else { return giveUp() }
      let letter = source[index]
      index += 1
      if !letter.isLetterOrDigit { return literal(letter) }
      switch letter {
      case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"),
        UInt8(ascii: "Z"):
        return Part(exact: [[]])
      // What follows may belong to the escape: \x41, \k<name>.
      case UInt8(ascii: "x"), UInt8(ascii: "u"): skip(4) { Self.isHexadecimal($0) }
      case UInt8(ascii: "c"): skip(1) { _ in true }
      case 0x30...0x39: skip(2) { $0.isDigit }
      default: if "kgpPCMQE".utf8.contains(letter) { return giveUp() }
      }
      return Part()
    }

    private mutating func skip(_ most: Int, where belongs: (UInt8) -> Bool) {
      index += source[index...].prefix(most).prefix(while: belongs).count
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
      byte.isDigit || (byte | 0x20) &- 0x61 < 6
    }

    /// A class, whose bracket is passed: the letters that it lists, where it does only that.
    private mutating func oneOf() -> Part {
      let start = index
      skipClass()
      guard index <= source.count else { return Part() }
      let members = source[start..<index].dropLast()
      guard source[..<index].last == UInt8(ascii: "]"),
        members.allSatisfy({ $0.isLetterOrDigit || $0 == 0x20 })
      else { return Part() }
      return Part(exact: distinct(members.flatMap { literal($0).required }))
    }

    /// Passes a quantifier and gives the least count; nil where there is none.
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
        // With blanks it is a quantifier to some versions of PCRE2 and text to others.
        guard !inner.isEmpty, inner.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2C || $0 == 0x20 })
        else { return nil }
        least = inner.contains(0x20) || [0x30, 0x2C].contains(inner.first) ? 0 : 1
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
        case UInt8(ascii: "\\"): skipEscaped()
        case UInt8(ascii: "["): skipClass()
        case UInt8(ascii: "("):
          depth += 1
          if source[index...].starts(with: "?#".utf8) { giveUp() }
        case UInt8(ascii: ")"): depth -= 1
        default: break
        }
      }
    }

    private mutating func skipClass() {
      if index < source.count, source[index] == UInt8(ascii: "^") { index += 1 }
      if index < source.count, source[index] == UInt8(ascii: "]") { index += 1 }
      while index < source.count {
        let byte = source[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\\"): skipEscaped()
        case UInt8(ascii: "["): if let end = endOfNamedClass() { index = end }
        case UInt8(ascii: "]"): return
        default: break
        }
      }
    }

    /// Passes what a backslash takes its meaning from; quoted text is not understood.
    private mutating func skipEscaped() {
      guard index < source.count, source[index] != UInt8(ascii: "Q") else {
        giveUp()
        return
      }
      index += 1
    }

    /// The place behind `[:alpha:]`, whose first bracket is passed; nil where that bracket is one
    /// of the class's letters, as it is to PCRE2 where no `:]` comes before another bracket.
    private func endOfNamedClass() -> Int? {
      guard index < source.count, source[index] == UInt8(ascii: ":") else { return nil }
      var place = index + 1
      while place + 1 < source.count {
        switch (source[place], source[place + 1]) {
        case (UInt8(ascii: ":"), UInt8(ascii: "]")): return place + 2
        case (UInt8(ascii: "]"), _), (UInt8(ascii: "["), UInt8(ascii: ":")): return nil
        case (UInt8(ascii: "\\"), UInt8(ascii: "]")), (UInt8(ascii: "\\"), UInt8(ascii: "\\")):
          place += 2
        default: place += 1
        }
      }
      return nil
    }
  }
}
