import Bytes

/// What one object of JSON, or one row of a table, tells: its memory is used again for the next.
struct NameObject {
  /// Bytes of names and values; beyond these, what is there is given, and the rest as if it were
  /// another object's.
  private static let bytesMaximum = 1 << 18

  /// Of more pairs it can't be said which value is which name's.
  private static let pairsMaximum = 1024

  private let arena = ByteArena()
  private var bytes = 0
  private(set) var names: [ByteSlice] = []
  /// The first name of no interest: reverse DNS has an address there, and the name as its value.
  private var otherName: ByteSlice?
  private(set) var values: [ByteSlice] = []
  /// What objects in it tell.
  private var inner: [NameEntry] = []
  private var type: ByteSlice?
  private var time: Timestamp?
  /// What is said of its names; what objects in it say that have none.
  private var ownOutcome: NameOutcome?
  private var innerOutcome: NameOutcome?
  private var hasError = false
  /// Whether it is one of the records of the object around it, whose name it tells of.
  private(set) var isRecord = false

  /// Whether it should be given.
  var isFull: Bool { bytes > Self.bytesMaximum }

  mutating func begin(isRecord: Bool) {
    arena.reset()
    bytes = 0
    names.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    inner.removeAll(keepingCapacity: true)
    (type, time, otherName, self.isRecord) = (nil, nil, nil, isRecord)
    (ownOutcome, innerOutcome, hasError) = (nil, nil, false)
  }

  /// Adds a name, unless it is there: certificates have one name in several fields.
  mutating func add(name: ByteSlice) {
    if !names.contains(name) { names.append(keep(name)) }
  }

  mutating func take(_ outcome: NameOutcome?) { ownOutcome = ownOutcome ?? outcome }

  mutating func take(inner outcome: NameOutcome?) {
    innerOutcome = NameOutcome.most(innerOutcome, outcome)
  }

  mutating func takeError() { hasError = true }

  /// What it says of its names.
  var outcome: NameOutcome? {
    if let said = ownOutcome ?? innerOutcome { return said }
    // A question of some type that met an error has no answer.
    return hasError && type != nil && values.isEmpty ? .unanswered : nil
  }

  /// Whether it has a name itself, of interest or not.
  var isNamed: Bool { !names.isEmpty || otherName != nil }

  mutating func take(otherName text: ByteSlice) {
    if otherName == nil { otherName = keep(text) }
  }

  mutating func add(value: ByteSlice) { values.append(keep(value)) }

  /// Suricata says at `type` which message its object tells of: of a question no answer is known.
  mutating func take(type text: ByteSlice) {
    if text == "query" || text == "request" { return take(.unanswered) }
    if text == "answer" || text == "response" { return }
    if type == nil { type = keep(text) }
  }

  /// Seconds since 1970, as a number or a text, or RFC 3339, in UTC where it has no zone.
  mutating func take(time text: ByteSlice) {
    guard time == nil else { return }
    let seconds = text[0..<(text.firstIndex(of: 0x2E) ?? text.count)]
    if seconds.count <= 11, let number = seconds.integer {
      time = Timestamp(milliseconds: Int64(number) * 1000)
    } else if text.count < 64 {
      time = Timestamp(rfc3339: text.text) ?? Timestamp(rfc3339: text.text + "Z")
    }
  }

  /// Whether it tells of names, or an object in it does.
  var hasNames: Bool { !names.isEmpty || !inner.isEmpty }

  /// Whether there is a time.
  var hasTime: Bool { time != nil }

  /// Takes what an object in it tells, which has no time: it has this one's.
  mutating func take(_ entries: [NameEntry]) {
    for var entry in entries {
      entry.name = keep(entry.name)
      entry.type = entry.type.map { keep($0) }
      entry.value = entry.value.map { keep($0) }
      inner.append(entry)
    }
  }

  /// Gives each name with each value, and is empty then.
  mutating func give(_ offset: Int, _ found: (NameEntry) -> Void) {
    each(offset, found)
    begin(isRecord: isRecord)
  }

  /// Gives each name with each value.
  func each(_ offset: Int, _ found: (NameEntry) -> Void) {
    for var entry in inner {
      (entry.time, entry.offset) = (time, offset)
      found(entry)
    }
    let isPointer = names.isEmpty && type?.equalsIgnoringCase("PTR") == true
    let names = isPointer ? [otherName].compactMap(\.self) : names
    let values = names.count * values.count > Self.pairsMaximum ? [] : values
    for name in names {
      var entry = NameEntry(name)
      (entry.type, entry.time, entry.offset) = (type, time, offset)
      entry.outcome = outcome ?? .exists
      if values.isEmpty { found(entry) }
      for value in values {
        entry.value = value
        found(entry)
      }
    }
  }

  private mutating func keep(_ text: ByteSlice) -> ByteSlice {
    bytes += text.count + MemoryLayout<ByteSlice>.size
    return arena.keep(text.buffer)
  }
}
