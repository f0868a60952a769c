import Bytes

/// What was read from one chunk of a log.
struct EventBatch {
  private let memory = EventMemory()
  /// Keeps what had to be unescaped or put together.
  let arena = ByteArena()
  /// The index in `LogFormats.all` of the reader at work.
  var format: UInt8 = 0
  /// The line being read.
  private(set) var source: ByteSlice = .empty
  private(set) var line: UInt64 = 0

  init() {}

  /// The events; valid until the batch changes or goes.
  var events: UnsafeBufferPointer<LogEvent> { memory.events }

  /// Names the line that the next events come from.
  mutating func begin(line: UInt64, _ source: ByteSlice) {
    self.line = line
    self.source = source
  }

  /// Adds what the line being read tells.
  mutating func append(_ event: LogEvent) {
    let place = vacancy()
    place.initialize(to: event)
    fill(place, line: line, source: source)
  }

  /// Where the next event may be made in place; `fill` adds it.
  @inline(__always)
  func vacancy() -> UnsafeMutablePointer<LogEvent> { memory.vacancy() }

  /// Adds the event that was made in the vacancy, of a line that was not named by `begin`.
  @inline(__always)
  func fill(_ place: UnsafeMutablePointer<LogEvent>, line: UInt64, source: ByteSlice) {
    place.pointee.format = format
    place.pointee.line = line
    place.pointee.source = source
    memory.count &+= 1
  }

  mutating func removeAll() {
    memory.count = 0
    arena.reset()
  }
}

/// Memory for events, used again for batch after batch. Events hold no references, so they are
/// made where they lie and need not be taken apart; an array would copy each of them twice.
private final class EventMemory {
  private var base: UnsafeMutablePointer<LogEvent>
  private var capacity = 64
  var count = 0

  init() { base = .allocate(capacity: 64) }

  deinit { base.deallocate() }

  var events: UnsafeBufferPointer<LogEvent> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  func vacancy() -> UnsafeMutablePointer<LogEvent> {
    if count == capacity { grow() }
    return base + count
  }

  @inline(never)
  private func grow() {
    let larger = UnsafeMutablePointer<LogEvent>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
