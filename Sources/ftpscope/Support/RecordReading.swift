import Bytes
import Inputs
import Records
import Store

/// Reads records of files and of stores. Lines that are none are counted, and the first few told.
struct RecordReading {
  private var malformed = MalformedLines()

  /// Gives each record; of a store only those that are selected. Throws what the closures throw,
  /// `InputProblem` and `StoreProblem`.
  mutating func each(
    of path: String, _ selection: SQLiteStore.Selection = .init(),
    _ body: (Record) throws -> Void, pause: () throws -> Void = {}
  ) throws {
    var number = 0
    func read(_ line: ByteSlice) throws {
      number += 1
      if line.trimmed.isEmpty { return }
      if let record = Record(line: line) { return try body(record) }
      malformed.add(path, number, "is no record: \(Record.problem(of: line))")
    }
    if Self.isStore(path) {
      let store = try StoreWriter.open(path, .read)
      defer { store.close() }
      return try store.each(selection) { line in
        try read(line)
        return !Signals.isInterrupted
      }
    }
    try InputLines.each(of: path) { line in
      try read(line)
    } pause: {
      try pause()
    }
  }

  /// Whether there was a line that is no record.
  var hasMalformed: Bool { malformed.count > 0 }

  func tellMalformed() { malformed.tell("lines that are no records") }

  /// Whether a file begins as those of SQLite do.
  static func isStore(_ path: String) -> Bool {
    guard path != "-", let file = try? FileBytes(path: path) else { return false }
    return file.head(16) == Array("SQLite format 3\0".utf8)
  }
}
