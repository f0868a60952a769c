import Bytes
import Inputs

/// Logs of several servers in one folder.
extension LogStream {
  /// What sets apart the keys of files whose sessions are in no other, by their paths.
  ///
  /// Logs of one folder that are joined have theirs in common. A log that has no number of a
  /// process joins no other; where it has logins and files, and another log beside it has, too,
  /// its sessions are wholly in it, and those of the other are other sessions.
  func seedsApart() -> [String: Digest128] {
    let whole = members.filter(\.hasWholeSessions).map { ($0, Self.stem($0.file.path)) }
    guard Set(whole.map(\.1)).count > 1 else { return [:] }
    var seeds: [String: Digest128] = [:]
    for (member, stem) in whole where member.head.sharesKeys {
      var digest = Digest128(seed: 3)
      digest.add(stem)
      seeds[member.file.path] = digest.within(seed)
    }
    return seeds
  }
}

extension LogStream.Member {
  fileprivate var hasWholeSessions: Bool { head.tellsLogins && head.tellsFiles }
}
