import Bytes

/// Writes JSON (RFC 8259) into memory, keys in the order they come.
public struct JSONWriter {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false
  /// Takes what has been written, where it is not to be kept.
  private var take: (([UInt8]) -> Void)?

  /// How much is written before it is taken.
  private static let pieceBytes = 65_536

  public init() {}

  /// A writer that gives away what it has written, piece by piece between elements of lists, so
  /// that a long document needs no memory for all of it. What is left at the end is in `bytes`.
  public init(pieces take: @escaping ([UInt8]) -> Void) { self.take = take }

  /// Forgets what has been written.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Ends a JSON line.
  public mutating func newline() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// An object whose fields the closure writes.
  public mutating func object(_ fields: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(0x7B)
    needsComma = false
    fields(&self)
    bytes.append(0x7D)
    needsComma = true
  }

  /// A field that is an object.
  public mutating func object(_ key: StaticString, _ fields: (inout JSONWriter) -> Void) {
    self.key(key)
    object(fields)
  }

  /// A field that is an object, by a name that is known at run time only.
  public mutating func object(named key: String, _ fields: (inout JSONWriter) -> Void) {
    value(key)
    bytes.append(0x3A)
    needsComma = false
    object(fields)
  }

  /// A number field, by a name that is known at run time only.
  public mutating func field(named key: String, _ number: Int) {
    value(key)
    bytes.append(0x3A)
    needsComma = false
    value(number)
  }

  /// A field that is a list; the closure writes one element.
  public mutating func list<Element>(
    _ key: StaticString, _ elements: some Sequence<Element>,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    self.key(key)
    bytes.append(0x5B)
    needsComma = false
    for element in elements {
      write(&self, element)
      if let take, bytes.count >= Self.pieceBytes {
        take(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    bytes.append(0x5D)
    needsComma = true
  }

  /// A field that is a list of texts.
  public mutating func field(_ key: StaticString, _ values: [String]) {
    self.key(key)
    bytes.append(0x5B)
    for text in values { value(text) }
    bytes.append(0x5D)
    needsComma = true
  }

  /// A text field; null where there is none.
  public mutating func field(_ key: StaticString, _ value: String?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  /// A number field; null where there is none.
  public mutating func field(_ key: StaticString, _ value: Int?) {
    guard let value else {
      self.key(key)
      return null()
    }
    lead(key, room: Self.digitsMaximum) { Self.write(value, $0) }
    needsComma = true
  }

  /// A number field that may have a fraction; null where there is none, or where it is infinite.
  public mutating func field(_ key: StaticString, _ value: Double?) {
    self.key(key)
    guard let value, value.isFinite else { return null() }
    separate()
    bytes.append(contentsOf: "\(value)".utf8)
    needsComma = true
  }

  /// A truth field; null where it is not known.
  public mutating func field(_ key: StaticString, _ value: Bool?) {
    self.key(key)
    if let value { raw(value ? "true" : "false") } else { null() }
  }

  /// A list of texts; null where there is none.
  public mutating func field(_ key: StaticString, texts: [String]?) {
    if let texts { return field(key, texts) }
    self.key(key)
    null()
  }

  /// A moment, in RFC 3339; null where there is none.
  public mutating func field(_ key: StaticString, _ value: Timestamp?) {
    guard let value else {
      self.key(key)
      return null()
    }
    lead(key, room: Timestamp.rfc3339BytesMaximum + 2) { text in
      let count = value.writeRFC3339(to: text + 1)
      text[0] = 0x22
      text[count + 1] = 0x22
      return count + 2
    }
    needsComma = true
  }

  /// A text field of bytes that may be no UTF-8, as `ByteSlice.escapedText` shows them; null where
  /// there are none.
  public mutating func field(_ key: StaticString, bytes value: [UInt8]?) {
    self.key(key)
    guard let value else { return null() }
    guard value.allSatisfy({ $0 < 0x80 }) else { return self.value(value.escapedText) }
    separate()
    bytes.append(0x22)
    value.withUnsafeBufferPointer { escape($0) }
    bytes.append(0x22)
    needsComma = true
  }

  /// A text field of a digest's 32 digits.
  public mutating func field(_ key: StaticString, _ digest: Digest128) {
    lead(key, room: Digest128.hexBytes + 2) { text in
      let count = digest.writeHex(to: text + 1)
      text[0] = 0x22
      text[count + 1] = 0x22
      return count + 2
    }
    needsComma = true
  }

  /// Fields that were written before, by another writer: what many objects share.
  public mutating func fields(_ written: WrittenFields) {
    guard !written.bytes.isEmpty else { return }
    separate()
    bytes.append(contentsOf: written.bytes)
    needsComma = true
  }

  /// A number in a list.
  public mutating func value(_ number: Int) {
    separate()
    append(number)
    needsComma = true
  }

  /// A text in a list.
  public mutating func value(_ text: String) {
    separate()
    bytes.append(0x22)
    var text = text
    text.withUTF8 { escape($0) }
    bytes.append(0x22)
    needsComma = true
  }

  /// Fields as they were read.
  mutating func fields(_ others: [JSONValue.Field]) {
    for other in others { field(named: other.name, other.value) }
  }

  /// A field of any kind, by a name that is known at run time only.
  public mutating func field(named key: String, _ json: JSONValue) {
    value(key)
    bytes.append(0x3A)
    needsComma = false
    value(json)
  }

  /// A value of any kind; numbers as they were written.
  public mutating func value(_ json: JSONValue) {
    switch json {
    case .null: null()
    case .truth(let truth): raw(truth ? "true" : "false")
    case .number(let digits):
      separate()
      bytes.append(contentsOf: digits.utf8)
      needsComma = true
    case .text(let text): value(text)
    case .list(let elements):
      separate()
      bytes.append(0x5B)
      for element in elements { value(element) }
      bytes.append(0x5D)
      needsComma = true
    case .object(let fields):
      object { json in
        for field in fields { json.field(named: field.name, field.value) }
      }
    }
  }

  /// Room for a sign and the digits of any number.
  private static let digitsMaximum = 20

  private mutating func append(_ number: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.digitsMaximum) { digits in
      guard let start = digits.baseAddress else { return }
      let count = Self.write(number, start)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Writes a number's digits; gives how many bytes they are.
  private static func write(_ number: Int, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = number.magnitude
    var count = number < 0 ? 2 : 1
    var power: UInt = 10
    while rest >= power {
      count += 1
      if power > UInt.max / 10 { break }
      power *= 10
    }
    target[0] = 0x2D
    var place = count
    repeat {
      place -= 1
      target[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    return count
  }

  private mutating func null() { raw("null") }

  private mutating func raw(_ literal: StaticString) {
    separate()
    bytes.append(contentsOf: literal.bytes.buffer)
    needsComma = true
  }

  private mutating func key(_ key: StaticString) { lead(key, room: 0) { _ in 0 } }

  /// A key and what the closure writes after it, put together aside and added at once: most of a
  /// summary is short fields. The closure has `room` and gives how much of it it took.
  @inline(__always)
  private mutating func lead(
    _ key: StaticString, room: Int, _ value: (UnsafeMutablePointer<UInt8>) -> Int
  ) {
    let name = key.bytes
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count + 4 + room) { field in
      guard let start = field.baseAddress else { return }
      var next = start
      if needsComma {
        next.pointee = 0x2C
        next += 1
      }
      next.pointee = 0x22
      (next + 1).update(from: name.start, count: name.count)
      next += name.count + 1
      next[0] = 0x22
      next[1] = 0x3A
      next += 2
      next += value(next)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: next - start))
    }
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = false
  }

  /// Quotes, backslashes and control characters; DEL and the C1 controls too, which terminals
  /// act on.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    // To the end, whatever is found: so compilers look at many at once.
    var odd: UInt8 = 0
    for byte in text {
      odd |= (byte &- 0x20 > 0x5E ? 1 : 0) | (byte == 0x22 ? 1 : 0) | (byte == 0x5C ? 1 : 0)
    }
    if odd == 0 { return bytes.append(contentsOf: text) }
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0..<0x20, 0x7F: unicode(byte)
      case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0:
        unicode(text[index + 1])
        index += 1
      default: bytes.append(byte)
      }
      index += 1
    }
  }

  private mutating func unicode(_ byte: UInt8) {
    bytes.append(contentsOf: "\\u00".utf8)
    bytes.append((byte >> 4).hexDigit)
    bytes.append((byte & 15).hexDigit)
  }
}

/// The fields of an object, written once to be put into many.
public struct WrittenFields: Equatable, Sendable {
  /// What stands between the braces.
  fileprivate let bytes: [UInt8]

  public init(_ fields: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    json.object(fields)
    bytes = Array(json.bytes.dropFirst().dropLast())
  }
}
