import Bytes

/// A name a line, alone or followed by type and value: `name`, `name,type,value`,
/// `name. 3600 IN A 192.0.2.1`, `name. A 192.0.2.1`; or behind a number or an address, as in lists
/// by rank and files of hosts: `17,name`, `192.0.2.1 name other`; or in host(1)'s words. Lines that
/// begin with `#` or `;` are remarks.
///
/// dnsx writes what it found between brackets: `name [A] [192.0.2.1]`, `name [NXDOMAIN]`.
///
/// massdns may write the question before its answers, alone or behind the server, the time and the
/// code of the answer: `name. A`, `192.0.2.53:53 1600000000 NXDOMAIN name. A`.
struct PlainNames: NameFormat {
  private var question = OpenQuestion()

  var holdsName: Bool { question.isOpen }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    let line = line.trimmed
    guard let first = line.first, first != 0x23, first != 0x3B else { return }
    var rest = line
    let name = ResourceRecord.word(&rest)
    question.answer(name)
    question.give(found)
    if let failure = HostAnswer.failure(name, rest) { return found(failure) }
    if let answer = HostAnswer(rest) {
      var entry = NameEntry(name)
      if let type = answer.type { (entry.type, entry.value) = (type, answer.data) }
      return found(entry)
    }
    // A comma behind a blank is not between a table's fields, unless what is quoted has the blank.
    let comma = line.firstIndex(of: 0x2C)
    let isTable = comma.map { $0 < name.count || first == 0x22 } ?? false
    if isTable { return readTable(line, found) }
    if GraphEdge.recognises(line) {
      if let edge = GraphEdge.read(line) { found(edge) }
      return
    }
    if Self.isAddress(name), readHosts(rest, found) { return }
    var entry = NameEntry(Self.withoutQuotes(name))
    if Self.isNumber(entry.name) {
      entry.name = Self.withoutQuotes(ResourceRecord.word(&rest))
    }
    if let first = Self.bracketed(&rest) {
      if let code = NameOutcome(code: first) {
        entry.outcome = code
      } else if RecordType.isName(first), let data = Self.bracketed(&rest) {
        (entry.type, entry.value) = (first, data)
      }
    } else if let record = ResourceRecord(rest) {
      let code = NameOutcome(code: record.data.isEmpty ? record.type : record.data)
      entry.outcome = code ?? record.outcome
      if code == nil, RecordType.isName(record.type) {
        if record.data.isEmpty, entry.name.last == 0x2E {
          return question.ask(entry.name, .unanswered)
        }
        (entry.type, entry.value) = (record.type, record.data)
      }
    }
    found(entry)
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {
    question.give(found)
  }

  private func readTable(_ line: ByteSlice, _ found: (NameEntry) -> Void) {
    var rest = line
    var entry = NameEntry(Self.field(&rest))
    if Self.isNumber(entry.name) { entry.name = Self.field(&rest) }
    var type = Self.field(&rest)
    // A time to live and a class may come before the type, and something else in its place.
    while !rest.isEmpty, type.integer != nil || ResourceRecord.isClass(type) {
      type = Self.field(&rest)
    }
    let value = Self.withoutQuotes(rest)
    let first = Self.field(&rest)
    entry.outcome = NameOutcome(code: type) ?? NameOutcome(code: first) ?? .exists
    if entry.outcome == .exists, !value.isEmpty, RecordType.isName(type) {
      (entry.type, entry.value) = (type, value)
    }
    found(entry)
  }

  /// The next text between brackets, which is taken from the rest; nil where none is next.
  private static func bracketed(_ rest: inout ByteSlice) -> ByteSlice? {
    let text = rest.trimmed
    guard text.first == 0x5B, let end = text.firstIndex(of: 0x5D) else { return nil }
    rest = text.dropFirst(end + 1)
    return text[1..<end]
  }

  /// Reads what stands behind an address, up to a remark; false where that is no list of names.
  /// Names of hosts have dots, and short forms beside them have none.
  private mutating func readHosts(_ text: ByteSlice, _ found: (NameEntry) -> Void) -> Bool {
    var names: [ByteSlice] = []
    var outcome: NameOutcome?
    var rest = text[0..<(text.firstIndex(of: 0x23) ?? text.count)]
    while true {
      let word = ResourceRecord.word(&rest)
      if word.isEmpty { break }
      guard word.buffer.allSatisfy({ $0.isHostNameByte }) else { return false }
      outcome = outcome ?? NameOutcome(code: word)
      names.append(word)
    }
    let full = names.filter { $0.firstIndex(of: 0x2E) != nil && !Self.isNumber($0) }
    if let outcome, full.count == 1 {
      question.ask(full[0], outcome)
      return true
    }
    for name in full.isEmpty ? Array(names.prefix(1)) : full {
      var entry = NameEntry(name)
      // Which of them a failure is of, nothing says.
      if let outcome, outcome != .exists { entry.outcome = .unanswered }
      found(entry)
    }
    return true
  }

  /// The next field of a table, which is taken from the rest.
  private static func field(_ rest: inout ByteSlice) -> ByteSlice {
    let end = rest.firstIndex(of: 0x2C) ?? rest.count
    defer { rest = rest.dropFirst(end + 1) }
    return withoutQuotes(rest[0..<end])
  }

  private static func withoutQuotes(_ field: ByteSlice) -> ByteSlice {
    let field = field.trimmed
    let isQuoted = field.count > 1 && field.first == 0x22 && field.last == 0x22
    return isQuoted ? field.dropFirst(1).dropLast(1) : field
  }

  /// Whether a field is a number or an address.
  private static func isNumber(_ field: ByteSlice) -> Bool {
    isAddress(field) || !field.isEmpty && field.buffer.allSatisfy { $0.isDigit || $0 == 0x2E }
  }

  /// Whether it has the form of an address, with a port or a zone or without.
  private static func isAddress(_ field: ByteSlice) -> Bool {
    if field.firstIndex(of: 0x3A) != nil {
      let end = field.firstIndex(of: 0x25) ?? field.count
      return field[0..<end].buffer.allSatisfy {
        $0 == 0x3A || $0 == 0x2E || $0 == 0x5B || $0 == 0x5D || $0.isHexDigit
      }
    }
    // A number with a dot, such as a time, is none.
    return field.buffer.count { $0 == 0x2E } == 3
      && field.buffer.allSatisfy { $0.isDigit || $0 == 0x2E }
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
}
