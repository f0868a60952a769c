import GRDB

/// What makes a store of one version one of the next.
struct Migration: Sendable {
  /// In their order: each is one file.
  static let all = [to1, to2, to3, to4, to5, to6, to7, to8, to9]

  /// The version that it makes.
  let version: String
  let run: @Sendable (Database) throws -> Void

  init(_ version: String, _ run: @escaping @Sendable (Database) throws -> Void) {
    self.version = version
    self.run = run
  }

  /// The query for the names of surveys that have such a record.
  static func surveysWith(_ condition: String) -> String {
    """
    SELECT name FROM surveys WHERE EXISTS (SELECT 1 FROM stored
      WHERE survey = surveys.number AND \(condition))
    """
  }

  /// Notes that all records of the surveys that a query names are to be counted anew. That wants
  /// the tables as they are now: the last version does it, once for each survey.
  static func recount(_ surveys: String, _ database: Database) throws {
    try database.execute(
      sql: "CREATE TABLE IF NOT EXISTS recounts (survey TEXT PRIMARY KEY) WITHOUT ROWID")
    try database.execute(sql: "INSERT OR IGNORE INTO recounts \(surveys)")
  }

  /// Counts what was noted.
  static func recountAll(_ database: Database) throws {
    for survey in try String.fetchAll(database, sql: "SELECT survey FROM recounts") {
      try Recount.run(survey, database)
    }
    try database.execute(sql: "DROP TABLE recounts")
  }
}
