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

  /// Deals the events out to the partitions: done where chunks are read, by many processors at
  /// once, so that a partition need not look through the events of all.
  mutating func deal() { memory.deal() }

  /// The indices of the events that were dealt to a partition, in their order.
  func indices(ofPartition number: Int) -> UnsafeBufferPointer<Int32> {
    memory.indices(ofPartition: number)
  }
}

/// Memory for events, used again for batch after batch. Events hold no references, so they are
/// made where they lie and need not be taken apart; an array would copy each of them twice.
private final class EventMemory {
  private var base: UnsafeMutablePointer<LogEvent>
  private var capacity = 64
  var count = 0
  private var dealt: UnsafeMutablePointer<Int32>
  /// Where each partition's part of `dealt` ends, after one that ends at 0.
  private var ends = ContiguousArray<Int>(repeating: 0, count: Partitions.count + 1)

  init() {
    base = .allocate(capacity: 64)
    dealt = .allocate(capacity: 64)
  }

  deinit {
    base.deallocate()
    dealt.deallocate()
  }

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
    dealt.deallocate()
    dealt = .allocate(capacity: capacity)
  }

  func deal() {
    for number in ends.indices { ends[number] = 0 }
    for index in 0..<count { ends[Partitions.number(of: base[index].key) &+ 1] &+= 1 }
    for number in 1..<ends.count { ends[number] &+= ends[number &- 1] }
    // Where each begins; as it is filled, that becomes its end, and so the next one's beginning.
    for number in stride(from: ends.count - 1, to: 0, by: -1) { ends[number] = ends[number &- 1] }
    for index in 0..<count {
      let number = Partitions.number(of: base[index].key) &+ 1
      dealt[ends[number]] = Int32(truncatingIfNeeded: index)
      ends[number] &+= 1
    }
  }

  func indices(ofPartition number: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: dealt + ends[number], count: ends[number + 1] - ends[number])
  }
}
