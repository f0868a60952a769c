import Bytes
import Records

/// All partitions, dealt out to as many shares as there are processors. The partitions' number is
/// fixed: it decides when silent sessions are looked for, and so must not depend on the machine.
struct Partitions: @unchecked Sendable {
  // Sendable: `apply` touches only its share's partitions and tally.

  static let count = 16

  let all: [Partition]
  private let tallies: [Tally]

  init(settings: SessionSettings, options: LogOptions, files: FileList) {
    precondition(options.threads >= 1, "LogOptions.threads is 1 or more")
    let tallies = (0..<min(options.threads, Self.count)).map { _ in Tally() }
    all = (0..<Self.count).map { number in
      Partition(
        tally: tallies[number % tallies.count], settings: settings, options: options,
        files: files)
    }
    self.tallies = tallies
  }

  /// Puts back a session that a state file kept.
  func restore(_ saved: SavedSession, files: [UInt32], format: UInt8) {
    let number = Self.number(of: saved.key)
    let names = tallies[number % tallies.count]
    all[number].table.restore(
      saved.session(names: names, files: files, format: format),
      isUndecided: saved.isUndecided)
  }

  /// Takes what is open out of the tables, in the order in which it began.
  func takeOpen(of stream: StreamFiles) -> [SavedSession] {
    all.flatMap { $0.table.takeOpen(of: stream) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Counts what an earlier run counted.
  func restore(_ tally: Tally) { tallies[0].add(tally) }

  /// The names of a run on one processor.
  var names: Tally { tallies[0] }

  /// How many tasks may apply events at once.
  var shares: Int { tallies.count }

  /// The partition of a key.
  @inline(__always)
  static func number(of key: Digest128) -> Int { Int(key.high >> 60) }

  /// Gives a chunk's events to the partitions of a share.
  func apply(_ chunk: Chunk, file: UInt32, share: Int) {
    for number in stride(from: share, to: Self.count, by: shares) {
      all[number].apply(
        chunk.batch.events(ofPartition: number), file: file, linesBefore: chunk.linesBefore)
    }
  }

  /// Takes the sessions that have ended, in the order in which their ends were noticed.
  func takeEnded() -> [LoggedSession] {
    var ended = all.flatMap { $0.takeEnded() }
    ended.sort { ($0.noticed, $0.began, $0.ordinal) < ($1.noticed, $1.began, $1.ordinal) }
    return ended.map(\.session)
  }

  /// Adds up all that was counted. Once, at the end.
  func takeTally() -> Tally {
    for tally in tallies { tally.settle() }
    for tally in tallies.dropFirst() { tallies[0].add(tally) }
    return tallies[0]
  }
}
