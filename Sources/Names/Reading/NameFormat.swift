import Bytes

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

/// Why a line is of no use.
struct MalformedName: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
