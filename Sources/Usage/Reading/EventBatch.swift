import Bytes

/// What was read from one chunk of a log: events in the order of their lines, in one list, or
/// dealt out to the partitions by the session's key. Dealing is done where chunks are read, so that
/// a partition need not look through the events of all.
struct EventBatch {
  private let memory: EventMemory
  /// Keeps what had to be unescaped or put together.
  let arena = ByteArena()
  /// The index in `LogFormats` of the reader at work.
  var format: UInt8 = 0
  /// How often lines may still be repeated.
  var repeats = RepeatBudget()
  /// What the times of lines without an offset are; nil where the reader's have one.
  var hour: RepeatedHour?
  /// The line being read.
  private(set) var source: ByteSlice = .empty
  private(set) var line: UInt64 = 0
  /// Whether the line has its end: the last of a file that is being written may lack a part.
  private(set) var isLineWhole = true

  /// A batch of one list, or of one for each partition.
  init(isDealt: Bool = false) { memory = EventMemory(isDealt ? Partitions.count : 1) }

  /// The events of a batch of one list; valid until the batch changes or goes.
  var events: UnsafeBufferPointer<LogEvent> { memory.lists[0].events }

  /// The events that were dealt to a partition.
  func events(ofPartition number: Int) -> UnsafeBufferPointer<LogEvent> {
    memory.lists[number].events
  }

  /// Whether nothing was told.
  var isEmpty: Bool { (0...memory.mask).allSatisfy { memory.lists[$0].count == 0 } }

  /// Names the line that the next events come from.
  mutating func begin(line: UInt64, _ source: ByteSlice, isWhole: Bool = true) {
    self.line = line
    self.source = source
    isLineWhole = isWhole
  }

  /// Adds what the line being read tells.
  mutating func append(_ event: LogEvent) {
    let place = vacancy(for: event.key)
    place.initialize(to: event)
    place.pointee.format = format
    place.pointee.line = UInt32(truncatingIfNeeded: line)
    place.pointee.source = source
    if event.isDated, let time = hour?.moment(event.time) { place.pointee.time = time }
  }

  /// Where the next event of a key has to be made.
  @inline(__always)
  func vacancy(for key: Digest128) -> UnsafeMutablePointer<LogEvent> {
    memory.lists[Partitions.number(of: key) & memory.mask].vacancy()
  }

  mutating func removeAll() {
    for number in 0...memory.mask { memory.lists[number].count = 0 }
    arena.reset()
  }
}

/// Memory for events, used again for batch after batch. Events hold no references, so they are
/// made where they lie and need not be taken apart; an array would copy each of them twice.
private final class EventMemory {
  let lists: UnsafeMutablePointer<EventList>
  let mask: Int

  init(_ count: Int) {
    mask = count - 1
    lists = .allocate(capacity: count)
    for number in 0..<count { (lists + number).initialize(to: EventList()) }
  }

  deinit {
    for number in 0...mask { lists[number].base.deallocate() }
    lists.deallocate()
  }
}

private struct EventList {
  fileprivate var base = UnsafeMutablePointer<LogEvent>.allocate(capacity: 64)
  private var capacity = 64
  var count = 0

  var events: UnsafeBufferPointer<LogEvent> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  mutating func vacancy() -> UnsafeMutablePointer<LogEvent> {
    if count == capacity { grow() }
    count &+= 1
    return base + (count &- 1)
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<LogEvent>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
