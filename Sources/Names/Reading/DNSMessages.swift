import Bytes

/// Answers of the DNS as dig(1) writes them and massdns and others after it: for each message a
/// header with the code of the answer, the question, records in sections. massdns has a time before
/// the header.
struct DNSMessages: NameFormat {
  private static let header: StaticString = "->>HEADER<<-"
  private static let unixTime: StaticString = ";; Unix time: "

  /// What the message's header says.
  private var outcome: NameOutcome?
  private var time: Timestamp?
  private var question = OpenQuestion()
  private var isQuestion = false

  var holdsName: Bool { question.isOpen }

  /// Whether the beginning of a file, its remarks included, has a header of a message.
  static func recognises(_ head: ByteSlice) -> Bool {
    guard let mark = head.firstRange(of: header) else { return false }
    let line = head[0..<mark.lowerBound]
    return line[((line.lastIndex(of: 0x0A) ?? -1) + 1)..<line.count].trimmed == ";;"
  }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    var rest = line.trimmed
    if rest.starts(with: ";;") { return readTitle(rest, found) }
    if isQuestion {
      // The question is a remark to some.
      if rest.first == 0x3B { rest = rest.dropFirst(1) }
      let name = ResourceRecord.word(&rest)
      if !name.isEmpty, ResourceRecord(rest) != nil { question.ask(name, outcome ?? .unanswered) }
      return
    }
    if rest.isEmpty || rest[0] == 0x3B { return }
    var entry = NameEntry(ResourceRecord.word(&rest))
    guard let record = ResourceRecord(rest) else { throw MalformedName("no type of a record") }
    question.answer(entry.name)
    (entry.type, entry.value, entry.time) = (record.type, record.data, time)
    found(entry)
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) { giveQuestion(found) }

  private mutating func giveQuestion(_ found: (NameEntry) -> Void) {
    let time = time
    question.give { entry in
      var entry = entry
      entry.time = time
      found(entry)
    }
  }

  /// Reads a header, or the title of a section.
  private mutating func readTitle(_ line: ByteSlice, _ found: (NameEntry) -> Void) {
    if line.starts(with: Self.unixTime) {
      giveQuestion(found)
      let seconds = line.dropFirst(Self.unixTime.utf8CodeUnitCount)
      time =
        seconds.count > 11 ? nil : seconds.integer.map { .init(milliseconds: Int64($0) * 1000) }
      return
    }
    isQuestion = line.contains("QUESTION SECTION")
    guard line.contains(Self.header) else { return }
    giveQuestion(found)
    outcome = nil
    for title in ["status: ", "rcode: "] as [StaticString] {
      guard let end = line.firstRange(of: title)?.upperBound else { continue }
      let rest = line.dropFirst(end)
      let code = rest[0..<(rest.buffer.firstIndex { !$0.isLetter } ?? rest.count)]
      outcome = NameOutcome(code: code)
    }
  }
}
