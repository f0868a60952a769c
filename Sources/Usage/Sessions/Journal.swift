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
/// Servers write lines of one session out of order within their buffers, so the protection's state
/// machine runs when the session ends, over entries in the order of time; entries of one moment
/// keep the order of their lines. A long session is judged in parts.
struct Journal {
  /// Without references, so that entries are moved as bytes.
  struct Entry: Codable {
    enum Kind: UInt8, Codable {
      case command, other, handshakeFinished, handshakeFailed, login, transfer
    }

    var kind: Kind
    var succeeded = false
    var command = Command(.other)
    var code: Int16 = 0
    var exposure: SessionProtection.Exposure?
    var refusal: RefusalReason?
    var time: Timestamp
    var line: LineReference

    init(_ kind: Kind, time: Timestamp, line: LineReference) {
      self.kind = kind
      self.time = time
      self.line = line
    }

    /// The command and its reply's code, as the evidence of a record shows them.
    var text: String { code == 0 ? command.text : "\(command.text) \(code)" }
  }

  /// More entries than this are judged before more come: an answer to a slow reordering, and the
  /// bound on a session's memory.
  static let entriesMaximum = 128

  private(set) var entries: ContiguousArray<Entry> = []
  private var isSorted = true
  /// The texts of lines, where an explanation is wanted.
  private var sources: [LineReference: String] = [:]

  /// Notes an entry, and its line's text where it is to be kept.
  mutating func append(_ entry: Entry, _ source: String?) {
    if let last = entries.last, entry.time < last.time { isSorted = false }
    entries.append(entry)
    if let source { sources[entry.line] = source }
  }

  /// Forgets all entries and keeps their memory.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    isSorted = true
    if !sources.isEmpty { sources = [:] }
  }

  var isFull: Bool { entries.count >= Self.entriesMaximum }

  var isEmpty: Bool { entries.isEmpty }

  /// Whether another command that can't change anything would tell nothing new.
  var endsInOther: Bool { entries.last?.kind == .other }

  var hasOnlyHandshakes: Bool { entries.allSatisfy { $0.kind == .handshakeFinished } }

  /// Takes the oldest entries and their lines' texts, in the order of time: all, or half of them.
  mutating func take(half: Bool, _ body: (Entry, String?) -> Void) {
    if !isSorted {
      // Stable: equal times keep the order of their lines.
      let order = entries.indices.sorted {
        (entries[$0].time, $0) < (entries[$1].time, $1)
      }
      entries = ContiguousArray(order.map { entries[$0] })
      isSorted = true
    }
    let count = half ? entries.count / 2 : entries.count
    for entry in entries[..<count] { body(entry, sources.isEmpty ? nil : sources[entry.line]) }
    if half {
      entries.removeFirst(count)
      if !sources.isEmpty {
        let left = Set(entries.map(\.line))
        sources = sources.filter { left.contains($0.key) }
      }
    } else {
      removeAll()
    }
  }

  /// Puts back entries that a state file kept.
  init(_ entries: ContiguousArray<Entry> = []) { self.entries = entries }
}
