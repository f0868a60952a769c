/// A pattern of a shell: `*`, `?`, `[a-z]`, `[!a]`; `\` takes the next byte as it is. vsftpd's have
/// `*` and `?` only, and `{a,b}`, which are `alternatives`.
///
/// Only the last `*` is ever gone back to, so that a pattern of n bytes on a name of m takes n·m
/// steps; a set is looked at to its end in each, which is what the steps of `matches` bound.
struct GlobPattern {
  let pattern: [UInt8]
  /// Whether it is a shell's, else vsftpd's.
  var isShell = true

  /// Patterns that one of vsftpd's may stand for.
  static let alternativesMaximum = 64

  /// What a pattern of vsftpd's stands for: one for each choice among what its braces hold, which
  /// are not nested; none where those are too many, or take more than so many steps, of which what
  /// was taken is taken off.
  static func alternatives(_ pattern: [UInt8], steps: inout Int) -> [GlobPattern] {
    var found: [GlobPattern] = []
    var open: [(head: [UInt8], rest: ArraySlice<UInt8>)] = [([], pattern[...])]
    while let (head, rest) = open.popLast() {
      // What stands before the braces is copied for each choice.
      steps -= head.count + 1
      guard steps > 0 else { return [] }
      guard let start = rest.firstIndex(of: 0x7B), let end = rest[start...].firstIndex(of: 0x7D)
      else {
        found.append(GlobPattern(pattern: head + rest, isShell: false))
        continue
      }
      for choice in rest[(start + 1)..<end].split(separator: 0x2C) {
        guard open.count + found.count < alternativesMaximum else { return [] }
        open.append((head + rest[..<start] + choice, rest[(end + 1)...]))
      }
    }
    return found
  }

  /// Whether a name is a pattern.
  static func isPattern(_ name: some Sequence<UInt8>) -> Bool {
    name.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
  }

  /// Whether it is met within so many steps, of which what was taken is taken off; false where
  /// they do not suffice.
  func matches(_ name: [UInt8], steps: inout Int) -> Bool {
    // In a shell a dot before a name is only met by a dot.
    if isShell, name.first == 0x2E, pattern.first != 0x2E { return false }
    var index = 0
    var position = 0
    var star: (index: Int, position: Int)?
    while position < name.count {
      let isSet = isShell && index < pattern.count && pattern[index] == 0x5B
      steps -= isSet ? pattern.count - index : 1
      guard steps > 0 else { return false }
      if index < pattern.count, pattern[index] == 0x2A {
        star = (index, position)
        index += 1
      } else if let length = step(at: index, on: name[position]) {
        index += length
        position += 1
      } else if let last = star {
        star = (last.index, last.position + 1)
        index = last.index + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == 0x2A }
  }

  /// How long the piece of the pattern is that meets a byte; nil where none does.
  private func step(at index: Int, on byte: UInt8) -> Int? {
    guard index < pattern.count else { return nil }
    switch pattern[index] {
    case 0x3F: return 1
    case 0x5B where isShell:
      guard let end = setEnd(from: index) else { return byte == 0x5B ? 1 : nil }
      return isInSet(pattern[(index + 1)..<end], byte) ? end + 1 - index : nil
    case 0x5C where isShell && index + 1 < pattern.count:
      return pattern[index + 1] == byte ? 2 : nil
    default: return pattern[index] == byte ? 1 : nil
    }
  }

  /// Where the `]` of a set is; one that comes first is a member.
  private func setEnd(from index: Int) -> Int? {
    var first = index + 1
    if first < pattern.count, pattern[first] == 0x21 || pattern[first] == 0x5E { first += 1 }
    return pattern[min(first + 1, pattern.count)...].firstIndex(of: 0x5D)
  }

  private func isInSet(_ set: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
    var set = set
    let isNegated = set.first == 0x21 || set.first == 0x5E
    if isNegated { set.removeFirst() }
    var isIn = false
    while let low = set.popFirst() {
      if set.count >= 2, set.first == 0x2D {
        let high = set[set.startIndex + 1]
        set.removeFirst(2)
        if low <= high, (low...high).contains(byte) { isIn = true }
      } else if low == byte {
        isIn = true
      }
    }
    return isIn != isNegated
  }
}
