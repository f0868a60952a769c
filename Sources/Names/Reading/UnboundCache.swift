import Bytes

/// What Unbound writes of its cache (`unbound-control dump_cache`, daemon/cachedump.c): records,
/// then messages, each with the records that it refers to.
///
///     START_RRSET_CACHE        START_MSG_CACHE
///     ;rrset 3600 1 0 8 3      msg ftp.example.org. IN A 33152 1 3600 0 1 0 0
///     ftp.example.org. 36…     ftp.example.org. IN A 0
struct UnboundCache: NameFormat {
  private static let records: StaticString = "START_RRSET_CACHE"
  private static let messages: StaticString = "START_MSG_CACHE"

  private var isMessages = false

  /// Messages are about names that records tell of.
  var holdsName: Bool { isMessages }

  /// Whether the first line of a file begins one of its parts.
  static func recognises(_ line: ByteSlice) -> Bool { line == records || line == messages }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    var rest = line.trimmed
    if Self.recognises(rest) { isMessages = rest == Self.messages }
    var entry = NameEntry(ResourceRecord.word(&rest))
    // Titles have no dot.
    if line.first == 0x3B || rest.isEmpty && entry.name.last != 0x2E { return }
    if isMessages {
      // The lines behind it only say which of the records above are the answer.
      guard entry.name == "msg" else { return }
      entry.name = ResourceRecord.word(&rest)
      guard let outcome = Self.outcome(rest) else { throw MalformedName("no message of a cache") }
      guard case .known(let known) = outcome else { return }
      entry.outcome = known
    } else {
      guard let record = ResourceRecord(rest) else { throw MalformedName("no type of a record") }
      (entry.type, entry.value) = (record.type, record.data)
    }
    found(entry)
  }

  private enum Outcome {
    /// The records above tell.
    case answered
    case known(NameOutcome)
  }

  /// What stands behind a message's name: class, type, flags of the header (RFC 1035 section
  /// 4.1.1), questions, time to live, security, sets of records in the answer and behind it.
  private static func outcome(_ text: ByteSlice) -> Outcome? {
    var rest = text
    var numbers: [Int?] = []
    for index in 0..<8 {
      let word = ResourceRecord.word(&rest)
      if index > 1 { numbers.append(word.integer) }
    }
    guard let flags = numbers[0], let answers = numbers[4] else { return nil }
    if answers > 0 { return .answered }
    let code = flags & 15
    return .known(code == 0 ? .exists : code == 3 ? .nonexistent : .unanswered)
  }
}
