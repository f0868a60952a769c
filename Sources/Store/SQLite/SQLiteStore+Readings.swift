import GRDB
import Records

extension SQLiteStore {
  /// Notes what became of a survey's inputs, as `RecordStore` says.
  public func note(_ readings: [StoredReading], of survey: String) throws {
    if readings.isEmpty { return }
    try guarding {
      try database.write { database in
        let statement = try database.cachedStatement(
          sql: "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for reading in readings {
          try statement.execute(arguments: [
            survey, reading.kind?.rawValue ?? "", TallyText.encode(reading.path), reading.lines,
            reading.malformed, reading.lost, reading.isUnread ? 1 : 0,
            reading.problem.map(TallyText.encode) ?? "",
          ])
        }
      }
    }
  }

  /// Forgets the readings of a survey that left no record.
  static func forgetReadings(_ survey: String, _ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM readings WHERE survey = ? AND NOT EXISTS (SELECT 1 FROM spans
          WHERE spans.survey = readings.survey AND readings.kind IN ('', spans.kind))
        """, arguments: [survey])
  }
}
