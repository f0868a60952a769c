import Bytes
import Inputs

/// Logs of several servers in one folder.
extension LogStream {
  /// What sets apart the keys of a file's sessions.
  ///
  /// Logs of one folder that are joined have theirs in common. A log that has no number of a
  /// process joins no other; where it has logins and files, and another log beside it has, too,
  /// its sessions are wholly in it, and those of the other are other sessions.
  func seed(of path: String) -> Digest128 {
    guard isJoined, let own = members.first(where: { $0.file.path == path }),
      own.hasWholeSessions, own.head.sharesKeys
    else { return seed }
    let stem = Self.stem(path)
    let hasOther = members.contains { $0.hasWholeSessions && Self.stem($0.file.path) != stem }
    guard hasOther else { return seed }
    var digest = Digest128(seed: 3)
    var text = stem
    text.withUTF8 { digest.add(ByteSlice($0)) }
    return digest.within(seed)
  }
}

extension LogStream.Member {
  fileprivate var hasWholeSessions: Bool { head.tellsLogins && head.tellsFiles }
}
