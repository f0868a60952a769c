import Bytes
import Inputs

/// Logs that are there twice: packed and not, copied and not yet truncated, under two names.
extension LogAnalysis {
  /// Leaves out the logs that another begins with, to the last byte, and tells of them. Those of
  /// few lines stay: what came in one second may be the same in two logs.
  func leaveOutCopies(_ members: [LogStream.Member]) -> [LogStream.Member] {
    // What begins with the same bytes stands together then.
    let places = members.indices.filter {
      members[$0].source == nil
        && members[$0].firstBytes.count == LogState.KnownFile.fingerprintBytesMaximum
    }.sorted { one, other in
      let (left, right) = (members[one], members[other])
      if left.firstBytes == right.firstBytes { return left.file.path < right.file.path }
      return left.firstBytes.lexicographicallyPrecedes(right.firstBytes)
    }
    var copies: Set<Int> = []
    for (rank, place) in places.enumerated() where !copies.contains(place) {
      for other in places[(rank + 1)...] where !copies.contains(other) {
        guard members[other].firstBytes == members[place].firstBytes else { break }
        guard let copy = copy(place, other, members) else { continue }
        copies.insert(copy)
        tellCopy(members[copy], of: members[copy == place ? other : place])
        if copy == place { break }
      }
    }
    return members.indices.filter { !copies.contains($0) }.map { members[$0] }
  }

  /// Which of two files the other begins with; nil where neither is so.
  private func copy(_ one: Int, _ other: Int, _ members: [LogStream.Member]) -> Int? {
    guard let left = try? text(of: members[one].file),
      let right = try? text(of: members[other].file)
    else { return nil }
    while !options.isInterrupted() {
      guard let ours = try? left.peek(Self.comparedBytes),
        let theirs = try? right.peek(Self.comparedBytes)
      else { return nil }
      let count = min(ours.count, theirs.count)
      guard ours.prefix(count) == theirs.prefix(count) else { return nil }
      if count == 0 { return theirs.isEmpty ? other : one }
      left.passOver(count)
      right.passOver(count)
    }
    return nil
  }

  private static var comparedBytes: Int { 65_536 }

  private func tellCopy(_ member: LogStream.Member, of other: LogStream.Member) {
    var source = UsageSummary.Source(path: member.file.path)
    source.logFormat = member.head.format.map { formats[$0].name }
    source.note = "not counted: \(other.file.path) begins with all of its lines"
    sources.append(source)
  }
}
