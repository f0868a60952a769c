/// A version as its maker writes it, in the order in which versions came out.
///
/// `1.3.4rc1` < `1.3.4` < `1.3.4a` < `1.3.4 build 5` < `1.3.4 HF1` < `1.3.4.1`; `1.3` is `1.3.0`.
/// A blank, `-`, `_`, `:` (as NVD's version:update) and brackets only divide. Words that are no
/// stage, as an edition's name, count for nothing. Bytes beyond `bytesMaximum` are not read.
public struct ProductVersion: Comparable, Hashable, Sendable {
  /// What a part of a version is, in the order of precedence.
  enum Kind: Int {
    case early, end, letter, build, hotfix, number
  }

  struct Part: Hashable, Sendable {
    var kind: Kind
    var word = ""
    /// Digits without leading zeros: numbers of any length.
    var digits: [UInt8] = []
  }

  let parts: [Part]

  /// The most bytes that are read.
  public static let bytesMaximum = 128

  /// Reads a version.
  /// - Parameter namesBeta: whether the maker calls every version beta, as FileZilla did its 0.9.
  public init(_ text: String, namesBeta: Bool = false) {
    parts = Self.parts(Array(text.utf8.prefix(Self.bytesMaximum)), namesBeta: namesBeta)
  }

  /// Whether the text says a version at all.
  public var isKnown: Bool { parts.contains { $0.kind == .number } }

  public static func < (one: Self, other: Self) -> Bool {
    for index in 0..<max(one.parts.count, other.parts.count) {
      let left = index < one.parts.count ? one.parts[index] : Part(kind: .end)
      let right = index < other.parts.count ? other.parts[index] : Part(kind: .end)
      if left == right { continue }
      if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
      if left.word != right.word { return left.word < right.word }
      if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
      return left.digits.lexicographicallyPrecedes(right.digits)
    }
    return false
  }

  /// Whether one names a hotfix where the other has a build's number: which is newer can't be told.
  func isUnclear(beside other: Self) -> Bool {
    guard let index = zip(parts, other.parts).enumerated().first(where: { $1.0 != $1.1 })?.offset
    else { return false }
    let kinds = [parts[index].kind, other.parts[index].kind]
    return index >= 2 && kinds.contains(.hotfix)
      && (kinds.contains(.number) || kinds[0] != kinds[1])
  }

  /// Whether the other names a build or a hotfix of what may be this one: 15.2.3 and 15.2.3.742.
  func isLessExact(than other: Self) -> Bool {
    guard parts.count < other.parts.count, other.parts.starts(with: parts) else { return false }
    let next = other.parts[parts.count]
    return next.kind == .build || next.kind == .hotfix || next.kind == .number && parts.count > 2
  }

  private static func parts(_ bytes: [UInt8], namesBeta: Bool) -> [Part] {
    var parts: [Part] = []
    var index = 0
    var word = ""
    while index < bytes.count {
      let isDigit = isDigit(bytes[index])
      let start = index
      index += 1
      guard isDigit || isLetter(bytes[start]) else {
        // A point divides a word from a number, as in `rc.1`; a bracket begins a build's number.
        if bytes[start] == 0x28 || bytes[start] == 0x5F, word.isEmpty { word = "build" }
        continue
      }
      while index < bytes.count, isDigit ? self.isDigit(bytes[index]) : isLetter(bytes[index]) {
        index += 1
      }
      let run = bytes[start..<index]
      if isDigit {
        append(word, Array(run.drop { $0 == 0x30 }), to: &parts, namesBeta: namesBeta)
        word = ""
      } else {
        if !word.isEmpty { append(word, [], to: &parts, namesBeta: namesBeta) }
        word = String(decoding: run, as: UTF8.self).lowercased()
      }
    }
    if !word.isEmpty { append(word, [], to: &parts, namesBeta: namesBeta) }
    dropZeros(of: &parts)
    return parts
  }

  private static func append(
    _ word: String, _ digits: [UInt8], to parts: inout [Part], namesBeta: Bool
  ) {
    switch word {
    case "", "v", "version":
      if word.isEmpty || !digits.isEmpty || parts.isEmpty {
        if !word.isEmpty, digits.isEmpty { return }
        parts.append(Part(kind: .number, digits: digits))
      }
    case "beta" where namesBeta: return
    case "alpha", "beta", "dev", "pre", "preview", "rc":
      parts.append(Part(kind: .early, word: word, digits: digits))
    case "hf", "hfv", "hotfix": parts.append(Part(kind: .hotfix, digits: digits))
    case "build": if !digits.isEmpty { parts.append(Part(kind: .build, digits: digits)) }
    case _ where word.utf8.count == 1 && !parts.isEmpty:
      parts.append(Part(kind: .letter, word: word, digits: digits))
    default: if !digits.isEmpty { parts.append(Part(kind: .number, digits: digits)) }
    }
  }

  /// Takes away the zeros that end the leading numbers.
  private static func dropZeros(of parts: inout [Part]) {
    var end = parts.firstIndex { $0.kind != .number } ?? parts.count
    while end > 1, parts[end - 1].digits.isEmpty {
      parts.remove(at: end - 1)
      end -= 1
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
