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
  private var names = KeptNames()
  /// The names that were asked for: they count where nothing else is a name.
  private var asked = KeptNames()
  /// Whether a name is there that was not asked for, of interest or not.
  private var hasOwnName = false
  /// The first name of no interest: reverse DNS has an address there, and the name as its value.
  private var otherName: ByteSlice?
  /// Names of which objects in it have records.
  private var answered = KeptNames()
  private(set) var values: [ByteSlice] = []
  /// What objects in it tell.
  private var inner: [NameEntry] = []
  /// A text that may say a word, and is no name.
  private(set) var elsewhere: ByteSlice?
  private var type: ByteSlice?
  /// The type as its number.
  private var typeNumber: ByteSlice?
  /// As it is written: most objects have no name of interest, and nobody asks.
  private var time: ByteSlice?
  /// What is said of its names; what objects in it say that have none.
  private var ownOutcome: NameOutcome?
  private var innerOutcome: NameOutcome?
  private var hasError = false
  /// Whether it is a record that is not given; whether only such records are in it.
  private(set) var isDisabled = false
  private var hasDisabled = false
  /// Whether it is one of the records of the object around it, whose name it tells of.
  private(set) var isRecord = false

  /// Whether it should be given.
  var isFull: Bool { bytes > Self.bytesMaximum }

  mutating func begin(isRecord: Bool) {
    arena.reset()
    bytes = 0
    names.removeAll()
    asked.removeAll()
    answered.removeAll()
    values.removeAll(keepingCapacity: true)
    inner.removeAll(keepingCapacity: true)
    (type, typeNumber, time, otherName, self.isRecord) = (nil, nil, nil, nil, isRecord)
    (ownOutcome, innerOutcome, hasError, hasOwnName) = (nil, nil, false, false)
    (isDisabled, hasDisabled, elsewhere) = (false, false, nil)
  }

  /// Adds a name, unless it is there: certificates have one name in several fields.
  mutating func add(_ name: ByteSlice, _ isOfInterest: Bool, isAsked: Bool) {
    hasOwnName = hasOwnName || !isAsked
    if !isOfInterest {
      otherName = otherName ?? keep(name)
    } else if isAsked {
      if !asked.contains(name) { asked.add(keep(name)) }
    } else if !names.contains(name) {
      names.add(keep(name))
    }
  }

  mutating func take(_ outcome: NameOutcome?) { ownOutcome = ownOutcome ?? outcome }

  mutating func take(inner outcome: NameOutcome?) {
    innerOutcome = NameOutcome.most(innerOutcome, outcome)
  }

  mutating func take(elsewhere text: ByteSlice) {
    if elsewhere == nil { elsewhere = keep(text) }
  }

  mutating func takeError() { hasError = true }

  mutating func disable() { isDisabled = true }

  /// Takes one of its records, which has no name.
  mutating func take(record: NameObject) {
    if record.isDisabled { hasDisabled = true }
    for value in record.isDisabled ? [] : record.values { add(value: value) }
  }

  /// Tells an object around it which of the names there it has a record of.
  func answer(_ around: inout NameObject) {
    if values.isEmpty || outcome ?? .exists != .exists { return }
    for name in names.all where around.tells(of: name) { around.answered.add(around.keep(name)) }
  }

  private func tells(of name: ByteSlice) -> Bool {
    (names.contains(name) || asked.contains(name)) && !answered.contains(name)
  }

  /// What it says of its names.
  var outcome: NameOutcome? {
    if isDisabled || hasDisabled && values.isEmpty { return .nonexistent }
    if let said = ownOutcome ?? innerOutcome { return said }
    // A question of some type that met an error has no answer, nor has one that nothing follows.
    let isOpen = !hasOwnName && isNamed || hasError && type != nil
    return isOpen && values.isEmpty ? .unanswered : nil
  }

  /// Whether it has a name itself, of interest or not.
  var isNamed: Bool { !names.isEmpty || !asked.isEmpty || otherName != nil }

  mutating func add(value: ByteSlice) { values.append(keep(value)) }

  /// Suricata says at `type` which message its object tells of: of a question no answer is known.
  /// Azure says `Microsoft.Network/dnszones/A`.
  mutating func take(type text: ByteSlice) {
    if text.starts(with: "Microsoft.Network/"), let slash = text.lastIndex(of: 0x2F) {
      return take(type: text.dropFirst(slash + 1))
    }
    if text == "query" || text == "request" { return take(.unanswered) }
    if text == "answer" || text == "response" { return }
    if text.first?.isDigit == true {
      if typeNumber == nil, let name = RecordType.name(text) { typeNumber = arena.keep(name) }
    } else if type == nil {
      type = keep(text)
    }
  }

  /// Seconds since 1970, or as many thousandths, millionths or billionths (massdns), as a number or
  /// a text; or RFC 3339, in UTC where it has no zone.
  private static func moment(_ text: ByteSlice) -> Timestamp? {
    let seconds = text[0..<(text.firstIndex(of: 0x2E) ?? text.count)]
    if seconds.count <= 11, let number = seconds.integer {
      return Timestamp(milliseconds: Int64(number) * 1000)
    }
    if [13, 16, 19].contains(text.count), text.buffer.allSatisfy(\.isDigit) {
      return text[0..<13].integer.map { Timestamp(milliseconds: Int64($0)) }
    }
    var text = text.text
    // Suricata's zones have no colon.
    let zone = text.utf8.suffix(5)
    if zone.count == 5, zone.first == 0x2B || zone.first == 0x2D,
      zone.dropFirst().allSatisfy(\.isDigit)
    {
      text.insert(":", at: text.index(text.endIndex, offsetBy: -2))
    }
    return Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "Z")
  }

  /// Takes what looks like a time.
  mutating func take(time text: ByteSlice) {
    guard time == nil, text.first?.isDigit == true, text.count < 64 else { return }
    time = keep(text)
  }

  mutating func take(timeOf around: NameObject) { time = around.time }

  /// Whether it tells of names, or an object in it does.
  var hasNames: Bool { !names.isEmpty || !asked.isEmpty || !inner.isEmpty }

  /// Whether there is a time.
  var hasTime: Bool { time != nil }

  /// Takes what an object in it tells, which has no time: it has this one's.
  mutating func take(_ entries: [NameEntry]) {
    for var entry in entries {
      entry.name = keep(entry.name)
      if let type = entry.type { entry.type = keep(type) }
      if let value = entry.value { entry.value = keep(value) }
      inner.append(entry)
    }
  }

  /// Gives each name with each value, and is empty then.
  mutating func give(_ offset: Int, _ found: (NameEntry) -> Void) {
    var isTold = false
    each(offset) { entry in
      isTold = true
      found(entry)
    }
    if !isTold, let elsewhere {
      var entry = NameEntry(elsewhere)
      (entry.isElsewhere, entry.offset) = (true, offset)
      found(entry)
    }
    begin(isRecord: isRecord)
  }

  /// Gives each name with each value.
  func each(_ offset: Int, _ found: (NameEntry) -> Void) {
    lazy var time = self.time.flatMap(Self.moment)
    for var entry in inner {
      (entry.time, entry.offset) = (time, offset)
      found(entry)
    }
    // A number at `type` is one of the DNS where a question or a record is.
    var type = type
    if type == nil, !hasOwnName || !values.isEmpty { type = typeNumber }
    var names = hasOwnName ? self.names.withoutShort : asked.all
    if names.isEmpty, type?.equalsIgnoringCase("PTR") == true {
      names = otherName.map { [$0] } ?? []
    }
    var values = hasOwnName ? self.values : self.values.filter { Self.isAnswer($0, to: type) }
    if names.count * values.count > Self.pairsMaximum { values = [] }
    for name in names {
      if self.values.isEmpty, answered.contains(name) { continue }
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

  /// Whether an answer is of the type that was asked for: behind an alias, other names come first.
  private static func isAnswer(_ value: ByteSlice, to type: ByteSlice?) -> Bool {
    guard let type, type.equalsIgnoringCase("A") || type.equalsIgnoringCase("AAAA") else {
      return true
    }
    let isAddress = value.buffer.allSatisfy { $0.isDigit || $0 == 0x2E }
    return isAddress || value.firstIndex(of: 0x3A) != nil
  }

  private mutating func keep(_ text: ByteSlice) -> ByteSlice {
    bytes += text.count + MemoryLayout<ByteSlice>.size
    return arena.keep(text.buffer)
  }
}
