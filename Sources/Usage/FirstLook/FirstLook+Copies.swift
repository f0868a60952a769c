import Bytes
import Inputs

/// Logs that are there twice: packed and not, copied and not yet truncated, under two names.
extension FirstLook {
  /// The places of the logs that another begins with, to the last byte, and of that other. Those of
  /// few lines are none: what came in one second may be the same in two logs.
  func copies(among members: [LogStream.Member]) -> [Int: Int] {
    let places = members.indices.filter {
      members[$0].source == nil
        && members[$0].firstBytes.count == LogState.KnownFile.fingerprintBytesMaximum
    }
    var wholes: [Int: Int] = [:]
    for alike in Dictionary(grouping: places, by: { members[$0].firstBytes }).values {
      wholes.merge(copies(among: members, at: alike)) { one, _ in one }
    }
    return wholes
  }

  /// The same of logs that all begin alike.
  private func copies(among members: [LogStream.Member], at places: [Int]) -> [Int: Int] {
    // In the order of their texts a file stands directly before one that begins with it, and so
    // the second of them to be put in its place is compared with the first.
    var copies: Set<Int> = []
    var sorted: [Int] = []
    for place in places {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        let (precedes, isCopy) = comparison(members[place], members[sorted[middle]])
        if isCopy { copies.insert(precedes ? place : sorted[middle]) }
        if precedes { high = middle } else { low = middle + 1 }
      }
      sorted.insert(place, at: low)
    }
    var wholes: [Int: Int] = [:]
    var whole: Int?
    for place in sorted.reversed() {
      if copies.contains(place), let whole { wholes[place] = whole } else { whole = place }
    }
    return wholes
  }

  /// Which of two files is first in the order of their texts, and whether the other begins with it.
  /// Of equal ones the first is that whose path is the last, since it is left out.
  private func comparison(
    _ one: LogStream.Member, _ other: LogStream.Member
  ) -> (precedes: Bool, isCopy: Bool) {
    let isLater = one.file.path > other.file.path
    guard let left = try? ByteSource(ofText: one.file.path),
      let right = try? ByteSource(ofText: other.file.path)
    else {
      return (isLater, false)
    }
    while !options.isInterrupted() {
      // One that is damaged, as where it is still being packed, ends there.
      let ours = (try? left.peek(Self.comparedBytes)) ?? []
      let theirs = (try? right.peek(Self.comparedBytes)) ?? []
      let count = min(ours.count, theirs.count)
      if ours.prefix(count) != theirs.prefix(count) {
        return (ours.prefix(count).lexicographicallyPrecedes(theirs.prefix(count)), false)
      }
      if count == 0 { return (ours.isEmpty && theirs.isEmpty ? isLater : ours.isEmpty, true) }
      left.passOver(count)
      right.passOver(count)
    }
    return (isLater, false)
  }

  private static var comparedBytes: Int { 65_536 }
}
