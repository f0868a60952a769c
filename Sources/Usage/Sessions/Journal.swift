import Bytes
import FTPProtocol

/// Where a line stands.
struct LineReference: Hashable, Comparable, Sendable, Codable {
  /// The number of the file within the run.
  var file: UInt32
  /// Counted from 1.
  var line: UInt64

  static func < (left: LineReference, right: LineReference) -> Bool {
    (left.file, left.line) < (right.file, right.line)
  }
}

/// What happened in a session that can matter for its protection, until it is judged.
///
/// Lines do not always stand in the order in which things happened (`LineOrder`), so the
/// protection's state machine runs when the session ends, over entries that have been put in order.
/// A long session is judged in parts.
struct Journal: ~Copyable {
  /// Without references, so that entries are moved as bytes.
  struct Entry: Codable {
    enum Kind: UInt8, Codable {
      case command, other, handshakeFinished, handshakeFailed, login, transfer
    }

    var time: Timestamp
    var line: LineReference
    var kind: Kind
    var succeeded = false
    var command = Command(.other)
    var code: Int16 = 0
    var exposure: SessionProtection.Exposure?
    var refusal: RefusalReason?
    /// Whether the line names a user.
    var namesUser: Bool?

    @inline(__always)
    init(_ kind: Kind, time: Timestamp, line: LineReference) {
      self.kind = kind
      self.time = time
      self.line = line
    }

    /// Whether PBSZ or PROT was accepted.
    var givesLevel: Bool { (command.verb == .pbsz || command.verb == .prot) && code == 200 }

    /// The command and its reply's code, as the evidence of a record shows them.
    var text: String { code == 0 ? command.text : "\(command.text) \(code)" }
  }

  /// More entries than this are judged before more come: an answer to a slow reordering, and the
  /// bound on a session's memory.
  static let entriesMaximum = 128

  private var memory: UnsafeMutablePointer<Entry>?
  private var capacity: Int32 = 0
  private var count: Int32 = 0
  /// Whether the entries came in the order of time.
  private(set) var isSorted = true
  /// Whether another command that can't change anything would tell nothing new.
  private(set) var endsInOther = false
  /// The texts of lines, where an explanation is wanted.
  private var sources: [LineReference: String]?

  init() {}

  /// Puts back entries that a state file kept.
  init(_ entries: [Entry]) {
    for entry in entries { append(entry, nil) }
  }

  deinit { memory?.deallocate() }

  var entries: UnsafeBufferPointer<Entry> {
    UnsafeBufferPointer(start: memory, count: Int(count))
  }

  /// Notes an entry, and its line's text where it is to be kept.
  @inline(__always)
  mutating func append(_ entry: Entry, _ source: String?) {
    if count == capacity { grow() }
    guard let memory else { return }
    let place = memory + Int(count)
    if count > 0, entry.time < (place - 1).pointee.time { isSorted = false }
    place.initialize(to: entry)
    count &+= 1
    endsInOther = entry.kind == .other
    if let source { keep(source, entry.line) }
  }

  @inline(never)
  private mutating func keep(_ source: String, _ line: LineReference) {
    sources = sources ?? [:]
    sources?[line] = source
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: max(16, Int(capacity) * 2))
    if let memory {
      larger.moveInitialize(from: memory, count: Int(count))
      memory.deallocate()
    }
    memory = larger
    capacity = max(16, capacity * 2)
  }

  /// Forgets all entries and keeps their memory.
  mutating func removeAll() {
    count = 0
    isSorted = true
    endsInOther = false
    if sources != nil { sources = nil }
  }

  var isFull: Bool { count >= Self.entriesMaximum }

  var isEmpty: Bool { count == 0 }

  var hasOnlyHandshakes: Bool { entries.allSatisfy { $0.kind == .handshakeFinished } }

  /// Whether handshakes were seen, and none that finished, and nothing else.
  var hasOnlyFailedHandshakes: Bool {
    !isEmpty && entries.allSatisfy { $0.kind == .handshakeFailed }
  }

  /// The entries in the order of time; those of one moment keep the order of their lines.
  var inOrderOfTime: [Entry] {
    let entries = entries
    let order = entries.indices.sorted { (entries[$0].time, $0) < (entries[$1].time, $1) }
    return order.map { entries[$0] }
  }

  /// Puts the entries in the order of time.
  mutating func sort() {
    if isSorted { return }
    let sorted = inOrderOfTime
    for (index, entry) in sorted.enumerated() { memory?[index] = entry }
    endsInOther = sorted.last?.kind == .other
    isSorted = true
  }

  /// Changes an entry.
  mutating func change(_ index: Int, _ body: (inout Entry) -> Void) {
    if let memory { body(&memory[index]) }
  }

  /// Takes back that a login succeeded of which a line told by itself: the server broke it off.
  mutating func takeBackLogin() {
    guard let place = entries.lastIndex(where: { $0.kind == .login && $0.succeeded }) else {
      return
    }
    change(place) { $0.succeeded = false }
  }

  /// Swaps two entries.
  mutating func swapAt(_ one: Int, _ other: Int) {
    let entry = entries[one]
    memory?[one] = entries[other]
    memory?[other] = entry
    endsInOther = entries.last?.kind == .other
  }

  /// Puts the last entry before all others.
  mutating func moveLastToFront() {
    for place in entries.indices.dropFirst().reversed() { swapAt(place - 1, place) }
  }

  /// The text of an entry's line, where it is kept.
  func source(of entry: Entry) -> String? { sources?[entry.line] }

  /// Forgets the first entries and their lines' texts.
  mutating func removeFirst(_ length: Int) {
    if length >= count { return removeAll() }
    let left = entries.dropFirst(length)
    for (index, entry) in left.enumerated() { memory?[index] = entry }
    count -= Int32(length)
    if let sources {
      let lines = Set(entries.map(\.line))
      self.sources = sources.filter { lines.contains($0.key) }
    }
  }
}
