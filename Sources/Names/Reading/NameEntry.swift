import Bytes

/// What a line, or an object, says of one name, as it stands there.
struct NameEntry {
  var name: ByteSlice
  /// The type of its record in the DNS.
  var type: ByteSlice?
  var value: ByteSlice?
  var time: Timestamp?
  /// Whether the name belongs to a zone of which nothing says what it is.
  var isRelative = false
  /// How much of a piece of several lines was read when it was found.
  var offset = 0

  init(_ name: ByteSlice) { self.name = name }

  /// The value; of one that is a name, without the dot that ends it.
  var valueWithoutLastDot: ByteSlice? {
    guard let value, let type, value.last == 0x2E else { return value }
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
}
