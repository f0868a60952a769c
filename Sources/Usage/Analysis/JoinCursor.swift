import Bytes
import FTPProtocol

/// A file that is read beside others that tell of the same sessions.
protocol JoinedSource: AnyObject {
  var path: String { get }
  /// Its number among the run's files.
  var number: UInt32 { get }
  /// What is counted of its lines.
  var use: LogStream.Use { get }
  /// The events that were read last; nil where there are none any more.
  var events: UnsafeBufferPointer<LogEvent>? { get }
  /// How many lines of the file come before these.
  var linesBefore: UInt64 { get }

  /// Reads on; false at the end.
  func nextAlone() -> Bool
}

extension FileReading: JoinedSource {
  var events: UnsafeBufferPointer<LogEvent>? { chunk?.batch.events }
  var linesBefore: UInt64 { chunk?.linesBefore ?? 0 }
}

/// A place among the events of one of several files that are read together.
struct JoinCursor {
  let source: any JoinedSource
  private var index = 0
  /// The next event; nil at the end.
  private(set) var event: LogEvent?
  /// When that comes among those of other files: at a time, and of one moment by rank.
  private(set) var key = (time: Timestamp.beforeAll, rank: 0)
  private let use: LogStream.Use
  /// Of lines of one moment, those whose format has the lower number come first.
  private let ranks: [Int]
  /// Which formats are of transfer logs.
  private let areTransfers: [Bool]
  /// Which formats have the time at which a handshake began.
  private let areOfBeginnings: [Bool]
  /// Whether the file has commands of files and none of logins.
  private let tellsFilesAlone: Bool

  init(
    _ source: any JoinedSource, ranks: [Int], areTransfers: [Bool], areOfBeginnings: [Bool],
    tellsFilesAlone: Bool
  ) {
    self.areOfBeginnings = areOfBeginnings
    self.tellsFilesAlone = tellsFilesAlone
    self.source = source
    use = source.use
    self.ranks = ranks
    self.areTransfers = areTransfers
    findEvent()
  }

  mutating func advance() {
    index += 1
    findEvent()
  }

  /// Goes on to the next event that counts.
  private mutating func findEvent() {
    repeat {
      if let events = source.events {
        while index < events.count {
          if let next = use.counted(events[index]) {
            event = next
            key = (time(next), rank(next))
            return
          }
          index += 1
        }
      }
      index = 0
    } while source.nextAlone()
    event = nil
  }

  /// A handshake takes longer than a moment: what comes in that of its AUTH was before it. Where
  /// lines have the time at which it began, it comes behind its AUTH.
  private func rank(_ event: LogEvent) -> Int {
    var rank = ranks[Int(event.format)]
    if event.kind == .command, event.verb == .auth, rank >= ranks.count { rank = 2 * ranks.count }
    if areOfBeginnings[Int(event.format)] {
      if event.kind == .handshakeFailed { rank = 3 * ranks.count }
      if event.kind == .handshakeFinished { rank = 4 * ranks.count }
    }
    return 2 * rank + (tellsFilesAlone ? 1 : 0)
  }

  private func time(_ event: LogEvent) -> Timestamp {
    isTransfers(event) ? event.time.adding(milliseconds: 999) : event.time
  }

  /// Whether the next event is of a log that knows files and not whose sessions they are of.
  var isOfTransferLog: Bool { event.map { isTransfers($0) } ?? false }

  private func isTransfers(_ event: LogEvent) -> Bool {
    use == .files || areTransfers[Int(event.format)]
  }
}
