import Bytes
import Records

// The file is lines of text; each kind has its letter:
//
//     {"ftpscope":"scan","version":3,"seed":"7","shard":"1/4","streamed":false,
//      "targets":"…","ports":"…","options":"…"}        one line, the first
//     n ftp.example.org 192.0.2.1 2001:db8::1          a name and its addresses
//     l late.example.org 192.0.2.2                     the same of one that had none at first
//     s 4096 0123456789abcdef0123456789abcdef          specs taken from the stream, their digest
//     c clear-login no-tls                             what the records showed
//     d 0-4095 4097                                    positions finished
//
// Version 1 had no lines of `c`, version 2 none of `l`. A line without an end was cut off by a
// crash, and what it says counts as not said.

extension SavedScan {
  static let version = 3

  /// The whole state.
  var text: [UInt8] {
    var out = header
    for (name, addresses) in names.sorted(by: { $0.key < $1.key }) {
      out += Self.line("n", name, addresses)
    }
    for one in late { out += Self.line("l", one.name, one.addresses) }
    out += Self.line(mark)
    out += Self.line(conditions)
    return out + Self.line(done.intervals)
  }

  private static func line(_ kind: String, _ name: String, _ addresses: [IPAddress]) -> [UInt8] {
    Array("\(kind) \(name)\(addresses.map { " \($0)" }.joined())\n".utf8)
  }

  /// What adds to a state: the stream's mark before the positions that it covers.
  static func line(_ mark: StreamMark) -> [UInt8] {
    mark.specs == 0 ? [] : Array("s \(mark.specs) \(mark.digest.hex)\n".utf8)
  }

  static func line(_ conditions: Set<String>) -> [UInt8] {
    conditions.isEmpty ? [] : Array("c \(conditions.sorted().joined(separator: " "))\n".utf8)
  }

  static func line(_ done: [IntervalSet<UInt64>.Interval]) -> [UInt8] {
    guard !done.isEmpty else { return [] }
    var out: [UInt8] = [0x64]
    for interval in done {
      out += " \(interval.first)".utf8
      if interval.last > interval.first { out += "-\(interval.last)".utf8 }
    }
    out.append(0x0A)
    return out
  }

  private var header: [UInt8] {
    var writer = JSONWriter()
    writer.object { fields in
      fields.field("ftpscope", "scan")
      fields.field("version", Self.version)
      fields.field("seed", String(identity.seed))
      fields.field("shard", identity.shard.description)
      fields.field("streamed", identity.isStreamed)
      fields.field("targets", identity.targets.hex)
      fields.field("ports", identity.ports.hex)
      fields.field("options", identity.options.hex)
    }
    return writer.bytes + [0x0A]
  }

  /// Reads a state. Throws the reason why it is none, in words that follow the file's name.
  init(_ text: ByteSlice) throws(MalformedTarget) {
    var cursor = ByteCursor(text)
    guard let first = cursor.take(until: 0x0A), let identity = try Self.identity(first) else {
      throw MalformedTarget("no state of ftpscope scan; name another file for --resume")
    }
    self.init(identity: identity, names: [:])
    while let line = cursor.take(until: 0x0A) {
      var words = ByteCursor(line)
      let isRead =
        switch words.word()?.text {
        case "n": readName(&words)
        case "l": readLate(&words)
        case "s": readMark(&words)
        case "c": readConditions(&words)
        case "d": readDone(&words)
        default: false
        }
      guard isRead else {
        throw MalformedTarget("the state is damaged; remove it to begin anew")
      }
    }
  }

  /// Whether a text begins as a state does, of whatever version.
  static func isBegun(_ text: ByteSlice) -> Bool {
    var cursor = ByteCursor(text)
    var fields = JSONFields()
    return cursor.take(until: 0x0A).map { fields.read($0) } == true
      && fields.raw("ftpscope")?.text == "scan"
  }

  private static func identity(_ line: ByteSlice) throws(MalformedTarget) -> ScanIdentity? {
    var fields = JSONFields()
    guard fields.read(line), fields.raw("ftpscope")?.text == "scan",
      let version = fields.integer("version")
    else { return nil }
    guard version <= Self.version else {
      throw MalformedTarget("the state of a newer ftpscope (version \(version))")
    }
    guard let seed = fields.raw("seed").flatMap({ UInt64($0.text) }),
      let shard = fields.raw("shard").flatMap({ try? Shard($0.text) }),
      let isStreamed = fields.truth("streamed"),
      let targets = fields.raw("targets").flatMap({ Digest128(hex: $0) }),
      let ports = fields.raw("ports").flatMap({ Digest128(hex: $0) }),
      let options = fields.raw("options").flatMap({ Digest128(hex: $0) })
    else { return nil }
    return ScanIdentity(
      seed: seed, shard: shard, targets: targets, ports: ports, options: options,
      isStreamed: isStreamed)
  }

  private mutating func readName(_ words: inout ByteCursor) -> Bool {
    guard let one = Self.name(&words) else { return false }
    names[one.name] = one.addresses
    return true
  }

  private mutating func readLate(_ words: inout ByteCursor) -> Bool {
    guard let one = Self.name(&words) else { return false }
    late.append(one)
    return true
  }

  private mutating func readMark(_ words: inout ByteCursor) -> Bool {
    guard let count = words.word().flatMap(Self.number), count > 0,
      let digest = words.word().flatMap(Digest128.init(hex:))
    else { return false }
    mark = StreamMark(specs: count, digest: digest)
    return true
  }

  private mutating func readConditions(_ words: inout ByteCursor) -> Bool {
    while let word = words.word() { conditions.insert(word.text) }
    return true
  }

  private mutating func readDone(_ words: inout ByteCursor) -> Bool {
    while let word = words.word() {
      let dash = word.firstIndex(of: 0x2D) ?? word.count
      guard let first = Self.number(word[0..<dash]),
        let last = dash < word.count ? Self.number(word.dropFirst(dash + 1)) : first, first <= last
      else { return false }
      done.insert(.init(first, last))
    }
    return true
  }
}

extension SavedScan {
  private static func name(_ words: inout ByteCursor) -> LateName? {
    guard let name = words.word() else { return nil }
    var addresses: [IPAddress] = []
    while let word = words.word() {
      guard let address = IPAddress(word) else { return nil }
      addresses.append(address)
    }
    return LateName(name.text, addresses: addresses)
  }

  private static func number(_ text: ByteSlice) -> UInt64? {
    text.buffer.allSatisfy(\.isDigit) ? UInt64(text.text) : nil
  }
}

extension Digest128 {
  /// Reads what `hex` wrote.
  init?(hex text: ByteSlice) {
    guard text.count == 32, text.buffer.allSatisfy({ $0.isDigit || $0 &- 0x61 < 6 }),
      let high = text[0..<16].hexadecimalInteger, let low = text[16..<32].hexadecimalInteger
    else { return nil }
    self.init(high: high, low: low)
  }
}
