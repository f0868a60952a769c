import Bytes

/// A version as its maker writes it, in the order in which versions came out.
///
/// `1.3.4rc1` < `1.3.4` < `1.3.4a` < `1.3.4 build 5` < `1.3.4 HF1` < `1.3.4.1`; `1.3` is `1.3.0`.
/// A blank, `-`, `_`, `:` (as NVD's version:update) and brackets only divide. Words that are no
/// stage, as an edition's name, count for nothing, and neither does what a distribution adds
/// (`2.6.0-3`, `1.3.8+dfsg`). Bytes beyond `bytesMaximum` are not read.
struct ProductVersion: Comparable, Hashable, Sendable {
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

  /// Without the zeros that end the leading numbers.
  let parts: [Part]
  /// With them: `1.0` may stand for 1.0.8, which `1` in its place would not tell.
  private let written: [Part]

  /// The most bytes that are read.
  static let bytesMaximum = 128

  /// Reads a version.
  /// - Parameter namesBeta: whether the maker calls every version beta, as FileZilla did its 0.9.
  init(_ text: String, namesBeta: Bool = false) {
    let bytes = Array(text.utf8.prefix(Self.bytesMaximum))
    written = Self.parts(bytes[..<Self.packageRevision(bytes)], namesBeta: namesBeta)
    parts = Self.withoutZeros(written)
  }

  /// Whether a distribution's revision follows the version: `2.6.0-3`, `1.3.8+dfsg`.
  static func namesPackage(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(bytesMaximum))
    return packageRevision(bytes) < bytes.count
  }

  /// Whether the text says a version at all.
  var isKnown: Bool { parts.contains { $0.kind == .number } }

  static func == (one: Self, other: Self) -> Bool { one.parts == other.parts }

  func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  static func < (one: Self, other: Self) -> Bool {
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

  /// Whether the other names a build or a hotfix of what may be this one: 15.2.3 and 15.2.3.742,
  /// 1.0 and 1.0.8. 1.3 may be 1.3.0, and may be 1.3.9. A test release is shown wholly.
  func isLessExact(than other: Self) -> Bool {
    written.last?.kind != .early
      && Self.begins(other, with: written, and: [.build, .hotfix, .number])
  }

  /// Whether the other is this release with a build's number: 15.3 and 15.3.0.124, but not 15.3.1.
  func isRelease(of other: Self) -> Bool {
    var release = written
    while release.count < Self.releaseNumbers, release.allSatisfy({ $0.kind == .number }) {
      release.append(Part(kind: .number))
    }
    return self != other && Self.begins(other, with: release, and: [.build, .number])
  }

  /// Numbers of a release; what follows tells builds of it apart.
  private static let releaseNumbers = 3

  private static func begins(_ version: Self, with start: [Part], and next: Set<Kind>) -> Bool {
    version.written.count > start.count && version.written.starts(with: start)
      && next.contains(version.written[start.count].kind)
  }

  /// Where what a distribution adds begins: `-` and a number behind a dotted number, or `+` and a
  /// word; the end where nothing does.
  private static func packageRevision(_ bytes: [UInt8]) -> Int {
    guard let point = bytes.firstIndex(of: 0x2E) else { return bytes.count }
    return bytes.indices.first { index in
      guard index > point + 1, index + 1 < bytes.count else { return false }
      // A letter belongs to a number, as in `1.3.5e`; a word, as in `BETA-18`, does not.
      let number = bytes[index - 1].isLetter ? bytes[index - 2] : bytes[index - 1]
      let isBehindVersion = number.isDigit
      return isBehindVersion
        && (bytes[index] == 0x2D && bytes[index + 1].isDigit
          || bytes[index] == 0x2B && bytes[index + 1].isLetter)
    } ?? bytes.count
  }

  private static func parts(_ bytes: ArraySlice<UInt8>, namesBeta: Bool) -> [Part] {
    var parts: [Part] = []
    var index = 0
    var word = ""
    while index < bytes.count {
      let isDigit = bytes[index].isDigit
      let start = index
      index += 1
      guard isDigit || bytes[start].isLetter else {
        // A point divides a word from a number, as in `rc.1`; a bracket begins a build's number.
        if bytes[start] == 0x28 || bytes[start] == 0x5F, word.isEmpty { word = "build" }
        continue
      }
      while index < bytes.count, isDigit ? bytes[index].isDigit : bytes[index].isLetter {
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

  private static func withoutZeros(_ parts: [Part]) -> [Part] {
    let numbers = parts.firstIndex { $0.kind != .number } ?? parts.count
    var end = numbers
    while end > 1, parts[end - 1].digits.isEmpty { end -= 1 }
    return Array(parts[..<end] + parts[numbers...])
  }
}
