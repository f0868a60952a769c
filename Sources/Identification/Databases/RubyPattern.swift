import Patterns

/// Ruby's regular expressions (Onigmo), in which Recog's databases are written, for PCRE2.
///
/// `^` and `$` hold at each line, a line ends with LF alone, and `m` lets a dot take LF. Both
/// dialects agree on the rest that databases use, but for what is translated here.
enum RubyPattern {
  /// What stands in the attribute `flags`.
  enum Flag: String, Sendable, CaseIterable {
    case ignoresCase = "REG_ICASE"
    case ignoresCaseByName = "IGNORECASE"
    case dotTakesNewline = "REG_DOT_NEWLINE"
    case multiline = "REG_MULTILINE"
    case anyLineEnd = "REG_LINE_ANY_CRLF"
  }

  /// Why flags were refused.
  struct Failure: Error, Equatable, Sendable {
    /// In words.
    let reason: String
  }

  /// Reads flags, parted by commas, blanks or bars.
  static func flags(_ text: String) throws(Failure) -> Set<Flag> {
    var flags: Set<Flag> = []
    for word in text.split(whereSeparator: { ", |".contains($0) }) {
      guard let flag = Flag(rawValue: String(word)) else {
        throw Failure(reason: "the flag \(word) is not known")
      }
      flags.insert(flag)
    }
    return flags
  }

  static func options(_ flags: Set<Flag>) -> Pattern.Options {
    var options: Pattern.Options = .anchorsAtLines
    if !flags.isDisjoint(with: [.ignoresCase, .ignoresCaseByName]) { options.insert(.ignoresCase) }
    if !flags.isDisjoint(with: [.dotTakesNewline, .multiline, .anyLineEnd]) {
      options.insert(.dotTakesAll)
    }
    return options
  }

  /// The expression in PCRE2's dialect.
  static func translated(_ pattern: String) -> [UInt8] {
    var translation = Translation(Array(pattern.utf8))
    return translation.run()
  }

  private struct Translation {
    private let source: [UInt8]
    private var index = 0
    private var out = Array("(*LF)".utf8)
    /// For each open group, how many groups were opened in it for options that last to its end.
    private var lasting = [0]

    init(_ source: [UInt8]) { self.source = source }

    mutating func run() -> [UInt8] {
      while let byte = peek() {
        switch byte {
        case UInt8(ascii: "\\"): escape(inClass: false)
        case UInt8(ascii: "["): characterClass()
        case UInt8(ascii: "("): group()
        case UInt8(ascii: ".") where !isQuantifier(peek(1)): character()
        case UInt8(ascii: ")"):
          close()
          take()
        case UInt8(ascii: "{") where peek(1) == UInt8(ascii: ","):
          // {,n}
          take()
          out.append(UInt8(ascii: "0"))
        default: take()
        }
      }
      while !lasting.isEmpty { close() }
      return out
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
      index + ahead < source.count ? source[index + ahead] : nil
    }

    private mutating func take() {
      out.append(source[index])
      index += 1
    }

    /// Ends a group, and the options that last to its end.
    private mutating func close() {
      let count = lasting.popLast() ?? 0
      out.append(contentsOf: repeatElement(UInt8(ascii: ")"), count: count))
    }

    private func isQuantifier(_ byte: UInt8?) -> Bool {
      byte.map { "*+?{".utf8.contains($0) } ?? false
    }

    /// A dot is a character of UTF-8 where there is one, else a byte.
    private mutating func character() {
      out.append(contentsOf: "(?:[\\xC2-\\xF4][\\x80-\\xBF]{1,3}|.)".utf8)
      index += 1
    }

    /// Makes `(.+)*` into `(.+)?`: the same texts with the same groups, but not tried in
    /// exponentially many ways.
    private mutating func repeatedDot() -> Bool {
      let inner = Array("(.+)".utf8)
      guard source[index...].starts(with: inner), let outer = peek(inner.count),
        outer == UInt8(ascii: "*") || outer == UInt8(ascii: "+"),
        !isQuantifier(peek(inner.count + 1))
      else { return false }
      out.append(contentsOf: inner)
      if outer == UInt8(ascii: "*") { out.append(UInt8(ascii: "?")) }
      index += inner.count + 1
      return true
    }

    private mutating func group() {
      if repeatedDot() { return }
      take()
      if let flags = options() {
        out.append(contentsOf: [UInt8(ascii: "?")] + flags.text)
        if flags.lasts {
          // The group stays open to the end of the one around it, alternatives included.
          out.append(UInt8(ascii: ":"))
          // An expression that closes more than it opened is refused by PCRE2.
          if lasting.isEmpty { lasting = [0] }
          lasting[lasting.count - 1] += 1
          return
        }
        out.append(UInt8(ascii: ":"))
      }
      lasting.append(0)
    }

    /// `?im-x:` or `?im)`, Ruby's `m` being PCRE2's `s`.
    private mutating func options() -> (text: [UInt8], lasts: Bool)? {
      guard peek() == UInt8(ascii: "?") else { return nil }
      var end = index + 1
      var text: [UInt8] = []
      while end < source.count, "imx-".utf8.contains(source[end]) {
        text.append(source[end] == UInt8(ascii: "m") ? UInt8(ascii: "s") : source[end])
        end += 1
      }
      guard !text.isEmpty, end < source.count else { return nil }
      guard source[end] == UInt8(ascii: ":") || source[end] == UInt8(ascii: ")") else { return nil }
      index = end + 1
      return (text, source[end] == UInt8(ascii: ")"))
    }

    private mutating func characterClass() {
      take()
      if peek() == UInt8(ascii: "^") { take() }
      if peek() == UInt8(ascii: "]") { take() }
      while let byte = peek() {
        switch byte {
        case UInt8(ascii: "\\"): escape(inClass: true)
        case UInt8(ascii: "[") where peek(1) == UInt8(ascii: ":"):
          take()
          while index < source.count, source[index] != UInt8(ascii: "]") { take() }
          if index < source.count { take() }
        case UInt8(ascii: "]"): return take()
        default: take()
        }
      }
    }

    /// Letters that mean something to Ruby behind a backslash; others stand for themselves.
    private static let meaningful = Set("tvnrfaesSwWdDbBAZzGKRXxpPkgc0123456789".utf8)

    private mutating func escape(inClass: Bool) {
      guard let letter = peek(1) else { return take() }
      switch letter {
      case UInt8(ascii: "h"), UInt8(ascii: "H"):
        let negation = letter == UInt8(ascii: "H") ? "^" : ""
        out.append(contentsOf: (inClass ? "0-9A-Fa-f" : "[\(negation)0-9A-Fa-f]").utf8)
        index += 2
      case UInt8(ascii: "u") where scalar() != nil: break
      case UInt8(ascii: "v"):
        // To PCRE2 this is any vertical space.
        out.append(contentsOf: "\\x0b".utf8)
        index += 2
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        if Self.meaningful.contains(letter) { take() } else { index += 1 }
        take()
      default:
        take()
        take()
      }
    }

    /// `\\u00e9` as the bytes of UTF-8; nil where it is none.
    private mutating func scalar() -> Unicode.Scalar? {
      let digits = source[min(index + 2, source.count)..<min(index + 6, source.count)]
      guard digits.count == 4,
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return nil }
      for byte in String(Character(scalar)).utf8 {
        out.append(contentsOf: "\\x{\(String(byte, radix: 16))}".utf8)
      }
      index += 6
      return scalar
    }
  }
}
