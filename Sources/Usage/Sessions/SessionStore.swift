import CByteScan

/// Sessions in places that are used again, so that a session's fields are changed where they lie
/// and its journal's memory serves the next.
struct SessionStore: ~Copyable {
  private var places: UnsafeMutablePointer<Session>
  private var capacity = 64
  /// How many places have been used.
  private(set) var count = 0
  private var vacant: ContiguousArray<Int32> = []
  /// Which places are in use, a bit each: who walks them pays for the sessions that there are, and
  /// not for those that there once were.
  private var used: ContiguousArray<UInt64> = []

  init() { places = .allocate(capacity: 64) }

  deinit {
    places.deinitialize(count: count)
    places.deallocate()
  }

  /// The session at a place that `add` gave.
  subscript(index: Int) -> Session {
    @inline(__always) unsafeAddress { UnsafePointer(places + index) }
    @inline(__always) unsafeMutableAddress { places + index }
  }

  /// Asks memory for what every line wants of the session at a place; -1 is none, and asks for
  /// what is of no use.
  @inline(__always)
  func prefetch(_ index: Int) {
    let session = UnsafeRawPointer(places + index)
    ftpscope_prefetch(session)
    ftpscope_prefetch(session + 64)
  }

  /// How many sessions there are.
  var openCount: Int { count - vacant.count }

  /// Puts a session in a place.
  mutating func add(_ session: consuming Session) -> Int {
    if let free = vacant.popLast() {
      let index = Int(free)
      // Memory that was there serves again; a session that was kept brings its own.
      if session.journal.isEmpty { swap(&session.journal, &places[index].journal) }
      places[index] = session
      used[index >> 6] |= 1 << UInt64(index & 63)
      return index
    }
    if count == capacity { grow() }
    (places + count).initialize(to: session)
    if count & 63 == 0 { used.append(0) }
    used[count >> 6] |= 1 << UInt64(count & 63)
    count += 1
    return count - 1
  }

  /// Lets a place be used again.
  mutating func vacate(_ index: Int) {
    places[index].journal.removeAll()
    places[index].judged = nil
    if !places[index].waiting.isEmpty { places[index].waiting = [] }
    if !places[index].otherUsers.isEmpty { places[index].otherUsers = [] }
    used[index >> 6] &= ~(1 << UInt64(index & 63))
    vacant.append(Int32(index))
  }

  /// The places of all sessions, in the order in which they began.
  func inOrder() -> [Int] {
    var found: [Int] = []
    found.reserveCapacity(openCount)
    var next = firstUsed(from: 0)
    while let index = next {
      found.append(index)
      next = firstUsed(from: index + 1)
    }
    found.sort { (places[$0].line, places[$0].ordinal) < (places[$1].line, places[$1].ordinal) }
    return found
  }

  /// The first place from one on at which there is a session; nil where none comes.
  func firstUsed(from start: Int) -> Int? {
    var word = start >> 6
    guard word < used.count else { return nil }
    var bits = used[word] & (.max << UInt64(start & 63))
    while bits == 0 {
      word += 1
      guard word < used.count else { return nil }
      bits = used[word]
    }
    return word << 6 + bits.trailingZeroBitCount
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Session>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: places, count: count)
    places.deallocate()
    places = larger
    capacity *= 2
  }
}
