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

  /// Counts all records anew of the surveys that a query names.
  static func recount(_ surveys: String, _ database: Database) throws {
    for survey in try String.fetchAll(database, sql: surveys) {
      try Recount.run(survey, database)
    }
  }
}
