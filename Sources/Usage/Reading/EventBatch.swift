import Bytes

/// What was read from one chunk of a log.
struct EventBatch {
  private(set) var events: ContiguousArray<LogEvent> = []
  /// Keeps what had to be unescaped or put together.
  let arena = ByteArena()
  /// The index in `LogFormats.all` of the reader at work.
  var format: UInt8 = 0
  /// The line being read.
  private(set) var source: ByteSlice = .empty
  private(set) var line: UInt64 = 0

  init() {}

  /// Names the line that the next events come from.
  mutating func begin(line: UInt64, _ source: ByteSlice) {
    self.line = line
    self.source = source
  }

  /// Adds what the line being read tells.
  mutating func append(_ event: LogEvent) {
    var event = event
    event.format = format
    event.line = line
    event.source = source
    events.append(event)
  }

  /// Adds what a line tells that was not named by `begin`.
  @inline(__always)
  mutating func append(_ event: inout LogEvent, line: UInt64, source: ByteSlice) {
    event.format = format
    event.line = line
    event.source = source
    events.append(event)
  }

  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    arena.reset()
  }
}
