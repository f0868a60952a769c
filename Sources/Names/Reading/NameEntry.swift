import Bytes

/// What a line, or an object, says of one name, as it stands there.
struct NameEntry {
  var name: ByteSlice
  /// The type of its record in the DNS.
  var type: ByteSlice?
  var value: ByteSlice?
  var time: Timestamp?
  /// What the DNS said of the name.
  var outcome = NameOutcome.exists
  /// Whether the name belongs to a zone of which nothing says what it is.
  var isRelative = false
  /// Whether it is no name, but a text with a word, of an object that tells of no name.
  var isElsewhere = false
  /// How much of a piece of several lines was read when it was found.
  var offset = 0

  init(_ name: ByteSlice) { self.name = name }

  /// The value, where there is one; of one that is a name, without the dot that ends it.
  var valueWithoutLastDot: ByteSlice? {
    guard let value, !value.isEmpty else { return nil }
    guard let type, value.last == 0x2E, value.count > 1 else { return value }
    return ResourceRecord.isName(type) ? value.dropLast(1) : value
  }

  /// The name that a pointer of reverse DNS names.
  var nameOfPointer: ByteSlice? {
    type?.equalsIgnoringCase("PTR") == true ? valueWithoutLastDot : nil
  }
}

/// Why a line is of no use.
struct MalformedName: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// A form of lines that tell of names.
protocol NameFormat {
  /// Gives what a line tells; nothing where it is about something else.
  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName)

  /// Whether a name is held back, until the next lines tell more of it.
  var holdsName: Bool { get }

  /// Gives what is still held at the end. Throws where that is not whole.
  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName)
}

extension NameFormat {
  var holdsName: Bool { false }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {}
}
