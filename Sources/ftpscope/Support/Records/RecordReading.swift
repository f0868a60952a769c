import Bytes
import Inputs
import Records
import Store

/// Reads records of files and of stores. Lines that are none are counted, and the first few told;
/// what has none but such lines is passed over in folders, which may have other files too.
struct RecordReading {
  private var malformed = MalformedLines()
  private var passedOver = 0
  /// What became of the files, and of what stores say of theirs, by the survey's label; nil: of
  /// those of whose records it is not known.
  private(set) var readings: [(survey: String?, StoredReading)] = []

  /// Gives each record; of a store only those that are selected. Throws what the closures throw,
  /// `FileProblem` and `StoreProblem`.
  mutating func each(
    of file: InputPaths.File, _ selection: SQLiteStore.Selection = .init(),
    _ body: (Record) throws -> Void, pause: () throws -> Void = {}
  ) throws {
    let path = file.path
    if Self.isStore(path) {
      return try each(ofStore: path, selection, body)
    }
    var number = 0
    var others = MalformedLines()
    var hasRecords = file.isNamed
    do {
      try InputLines.each(of: path) { line in
        number += 1
        if line.trimmed.isEmpty { return }
        if let record = Record(line: line) {
          hasRecords = true
          return try body(record)
        }
        let problem =
          line.count < InputLines.lineMaximum
          ? Record.problem(of: line) : "the line is cut after \(InputLines.lineMaximum) bytes"
        others.add(path, number, "is no record: \(problem)")
      } pause: {
        try pause()
      }
    } catch let problem as FileProblem where problem.reason == InputLines.binary && !hasRecords {
      // Passed over below.
    }
    guard hasRecords else {
      passedOver += 1
      return
    }
    malformed.add(others)
    readings.append(
      (nil, StoredReading(kind: nil, path: path, lines: number, malformed: others.count)))
  }

  private mutating func each(
    ofStore path: String, _ selection: SQLiteStore.Selection, _ body: (Record) throws -> Void
  ) throws {
    let store = try StoreWriter.open(path, .read)
    defer { store.close() }
    var number = 0
    try store.each(selection) { line in
      number += 1
      if let record = Record(line: line) {
        try body(record)
      } else {
        malformed.add(path, number, "is no record: \(Record.problem(of: line))")
      }
      return !Signals.isInterrupted
    }
    for survey in try store.surveys().map(\.name) {
      for var reading in try store.readings(of: survey) {
        // Another machine's file may have the same name.
        reading.path = "\(path): \(reading.path)"
        readings.append((survey, reading))
      }
    }
  }

  /// Notes the readings of a survey in a store: of the records of whose label nothing is known,
  /// where one is given to all. Throws `StoreProblem`.
  func note(in store: any RecordStore, as label: String?) throws {
    for (survey, reading) in readings {
      guard let name = label ?? survey else { continue }
      try store.note([reading], of: name)
    }
  }

  /// Whether there was a line, or a file, without a record.
  var hasOthers: Bool { malformed.count + passedOver > 0 }

  /// Says what was no record.
  func tellOthers() {
    malformed.tell("lines that are no records")
    if passedOver > 0 { tell("passed over files that have no records in them: \(passedOver)") }
  }

  /// Whether a file begins as those of SQLite do.
  static func isStore(_ path: String) -> Bool {
    guard path != "-", FileBytes.isRegular(path), let file = try? FileBytes(path: path) else {
      return false
    }
    return file.head(16) == Array("SQLite format 3\0".utf8)
  }
}
