import Bytes

/// A zone's master file (RFC 1035 section 5): `$ORIGIN`, relative names, owners that are left out,
/// records over several lines, escapes; `$TTL` (RFC 2308) and BIND's `$GENERATE`. So is what BIND
/// writes of its cache, with `$DATE` and with entries that say what is not there.
struct ZoneFile: NameFormat {
  /// Bytes of a name that is put together.
  private static let nameMaximum = 1024

  /// With a dot at its end, or empty.
  private var origin: [UInt8] = []
  private var owner: ZoneName?
  private var lines = ZoneLines()
  /// Names that `$GENERATE` may still make.
  private var generated = ZoneGeneration.totalMaximum

  var holdsName: Bool { lines.isOpen }

  /// A file of the zone that `origin` names, unless it says another; empty where nobody knows.
  init(origin: [UInt8] = []) {
    self.origin = origin
    if !origin.isEmpty, origin.last != 0x2E { self.origin.append(0x2E) }
  }

  /// Whether the beginning of a file is that of a zone: a directive, or a start of authority.
  static func recognises(_ head: ByteSlice) -> Bool {
    var rest = head
    while !rest.isEmpty {
      var words = rest.takeLine()
      if Directive(ResourceRecord.word(&words)) != nil { return true }
      // A parenthesis may be open before the type.
      let parenthesis = words.firstIndex(of: 0x28) ?? words.count
      let texts = [words, words.dropFirst(parenthesis + 1)]
      let types = texts.compactMap { ResourceRecord($0)?.type }
      if types.contains(where: { $0.equalsIgnoringCase("SOA") }) { return true }
    }
    return false
  }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    let record = try lines.take(line)
    switch record {
    case .none: return
    case .line(let text): try read(record: text, remark: line.dropFirst(text.count), found)
    case .joined(let bytes):
      let fault: MalformedName? = bytes.withSlice { text in
        do throws(MalformedName) {
          try read(record: text, remark: .empty, found)
          return nil
        } catch {
          return error
        }
      }
      if let fault { throw fault }
    }
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {
    if lines.isOpen { throw MalformedName("the file ends within a parenthesis") }
  }

  private mutating func read(
    record text: ByteSlice, remark: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    guard let first = text.first, !text.trimmed.isEmpty else { return }
    var rest = text
    if first == 0x24 { return try direct(ResourceRecord.word(&rest), rest, found) }
    if !ResourceRecord.isGap(first) { owner = try absolute(ResourceRecord.word(&rest)) }
    guard let record = ResourceRecord(rest, remark: remark) else {
      throw MalformedName("no type of a resource record")
    }
    guard let owner else { throw MalformedName("no owner, and none before it") }
    try give(owner, record, record.data, found)
  }

  private func give(
    _ owner: ZoneName, _ record: ResourceRecord, _ data: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    var value = data.copied
    if ResourceRecord.isName(record.type) {
      var rest = data
      value = try absolute(ResourceRecord.word(&rest)).bytes
    }
    owner.bytes.withSlice { name in
      value.withSlice { value in
        var entry = NameEntry(name)
        if !record.type.isEmpty { (entry.type, entry.value) = (record.type, value) }
        entry.outcome = record.outcome
        entry.isRelative = owner.isRelative
        found(entry)
      }
    }
  }

  // MARK: Directives

  private enum Directive {
    case origin, ttl, date, include, generate

    init?(_ word: ByteSlice) {
      if word.equalsIgnoringCase("$ORIGIN") {
        self = .origin
      } else if word.equalsIgnoringCase("$TTL") {
        self = .ttl
      } else if word.equalsIgnoringCase("$DATE") {
        self = .date
      } else if word.equalsIgnoringCase("$INCLUDE") {
        self = .include
      } else if word.equalsIgnoringCase("$GENERATE") {
        self = .generate
      } else {
        return nil
      }
    }
  }

  private mutating func direct(
    _ word: ByteSlice, _ text: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    var rest = text
    switch Directive(word) {
    case .origin:
      let name = ResourceRecord.word(&rest)
      if name.isEmpty { throw MalformedName("$ORIGIN names nothing") }
      origin = try absolute(name).bytes
      if origin.last != 0x2E { origin.append(0x2E) }
    case .ttl, .date: return
    // It would open what a file names.
    case .include: throw MalformedName("$INCLUDE is not followed: name the file itself")
    case .generate: try generate(ZoneGeneration(rest), found)
    case nil: throw MalformedName("a directive that zone files do not have")
    }
  }

  private mutating func generate(
    _ generation: ZoneGeneration, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    if generation.count > generated {
      throw MalformedName("$GENERATE makes more than \(ZoneGeneration.totalMaximum) names")
    }
    generated -= generation.count
    for number in generation.numbers {
      let (name, data) = try (generation.owner(number), generation.data(number))
      let fault: MalformedName? = name.withSlice { name in
        data.withSlice { data in
          do throws(MalformedName) {
            let name = try absolute(name)
            owner = name
            try give(name, generation.record, data, found)
            return nil
          } catch {
            return error
          }
        }
      }
      if let fault { throw fault }
    }
  }

  // MARK: Names

  private func absolute(_ word: ByteSlice) throws(MalformedName) -> ZoneName {
    if word == "@" { return ZoneName(bytes: origin, isRelative: origin.isEmpty) }
    var name = ZoneName(escaped: word)
    if name.isRelative, !origin.isEmpty {
      name.bytes += origin == [0x2E] ? origin : [0x2E] + origin
      name.isRelative = false
    }
    if name.bytes.count > Self.nameMaximum {
      throw MalformedName("the name is longer than 253 bytes")
    }
    return name
  }
}
