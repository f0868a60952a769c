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
