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
  /// By where sessions are looked for, the zone that other logs' times have, and how far they go.
  private var zones: [Digest128: LogZone] = [:]
  private var clocks: [Digest128: Timestamp] = [:]

  init() {}

  init(_ streams: [LogStream]) {
    for stream in streams {
      guard let first = stream.members.first else { continue }
      add(first.file.path, isTransferLog: stream.isTransferLog)
    }
    for stream in streams { noteZone(of: stream) }
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

  /// The zone of a transfer log's times, which have none: that of a log beside it.
  func zone(beside stream: LogStream) -> LogZone? {
    guard let path = stream.members.first?.file.path, stream.isTransferLog else { return nil }
    return zones[scope(ofTransferLog: path)]
  }

  /// Keeps what a stream's heads tell about its folder.
  private mutating func noteZone(of stream: LogStream) {
    guard let path = stream.members.first?.file.path,
      let zone = stream.zone ?? stream.members.compactMap(\.head.zone).first
    else { return }
    for scope in scopes(ofSessionsIn: path) where zones[scope] == nil { zones[scope] = zone }
  }

  /// How far the logs go that a transfer log is beside, as far as they have been read.
  func clock(besideTransferLog path: String) -> Timestamp {
    clocks[scope(ofTransferLog: path), default: .beforeAll]
  }

  /// The least far that a folder's logs go; nil where none has been read.
  var earliestClock: Timestamp? { clocks.values.min() }

  /// Notes how far another log goes.
  mutating func note(clock: Timestamp, ofSessionsIn path: String) {
    for scope in scopes(ofSessionsIn: path) { clocks[scope] = max(clocks[scope] ?? clock, clock) }
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
