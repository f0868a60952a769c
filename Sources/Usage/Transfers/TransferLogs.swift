import Bytes
import Inputs

/// Which of a run's logs are transfer logs beside logs of another kind.
///
/// A transfer log has a line for each file and nothing else, and the server's own log has the same
/// file in a session that tells more. What both have counts once: transfer logs are read last, and
/// of their lines those are left out that a session of another log has.
struct TransferLogs {
  /// Where the sessions of all logs are looked for, whatever their folders.
  private static let everywhere = Digest128(high: 0, low: 1)

  /// Whether files may join later, so that sessions are noted for whatever comes.
  var mayGrow = false
  private var foldersOfTransfers: Set<String> = []
  private var foldersOfSessions: Set<String> = []

  init() {}

  init(_ streams: [LogStream]) {
    for stream in streams {
      guard let first = stream.members.first else { continue }
      add(first.file.path, isTransferLog: stream.isTransferLog)
    }
  }

  /// Takes a file into account.
  mutating func add(_ path: String, isTransferLog: Bool) {
    let folder = FilePlace.folder(of: path)
    if isTransferLog {
      foldersOfTransfers.insert(folder)
    } else {
      foldersOfSessions.insert(folder)
    }
  }

  /// Whether there are both kinds, so that something may be told twice.
  var areBesideOthers: Bool { !foldersOfTransfers.isEmpty && !foldersOfSessions.isEmpty }

  /// The streams in the order in which they are to be read.
  func inOrder(_ streams: [LogStream]) -> [LogStream] {
    guard areBesideOthers else { return streams }
    return streams.filter { !$0.isTransferLog }
      + streams.filter(\.isTransferLog)
  }

  /// Where the sessions are looked for that a transfer log may tell of again: in its folder, or
  /// everywhere where its folder has no other log.
  func scope(ofTransferLog path: String) -> Digest128 {
    let folder = FilePlace.folder(of: path)
    return foldersOfSessions.contains(folder) ? Self.scope(folder) : Self.everywhere
  }

  /// Whether a transfer log has other logs in its own folder.
  func hasNeighbours(_ path: String) -> Bool {
    foldersOfSessions.contains(FilePlace.folder(of: path))
  }

  /// Where the sessions of another log are looked for.
  func scopes(ofSessionsIn path: String) -> [Digest128] {
    let folder = FilePlace.folder(of: path)
    if mayGrow { return [Self.scope(folder), Self.everywhere] }
    guard areBesideOthers else { return [] }
    let isLookedAtHere = foldersOfTransfers.contains(folder)
    let isLookedAtElsewhere = !foldersOfTransfers.isSubset(of: foldersOfSessions)
    return (isLookedAtHere ? [Self.scope(folder)] : [])
      + (isLookedAtElsewhere ? [Self.everywhere] : [])
  }

  private static func scope(_ folder: String) -> Digest128 {
    var digest = Digest128(seed: 4)
    digest.add(folder)
    return digest
  }
}

extension LogStream {
  /// Whether it has transfer logs only.
  var isTransferLog: Bool {
    !members.isEmpty && members.allSatisfy(\.isTransferLog)
  }

  /// Whether it has transfer logs.
  var hasTransferLog: Bool {
    members.contains(where: \.isTransferLog)
  }
}

extension LogStream.Member {
  /// Whether it is a transfer log.
  var isTransferLog: Bool {
    head.format?.isTransferLog ?? false
  }
}
