import GRDB

/// By how much it changes what surveys have in common: the services that two of them both found.
struct Overlaps {
  private struct Pair: Hashable {
    var survey: Int64
    var other: Int64
  }

  private var changes: [Pair: Int] = [:]

  /// Adds what became of a service in a survey that the others have too.
  mutating func change(_ survey: Int64, and others: [Int64], by change: Int) {
    if change == 0 { return }
    for other in others {
      changes[Pair(survey: min(survey, other), other: max(survey, other)), default: 0] += change
    }
  }

  func write(to database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO overlaps SELECT one.name, another.name, ?
        FROM surveys AS one, surveys AS another WHERE one.number = ? AND another.number = ?
        ON CONFLICT DO UPDATE SET number = number + excluded.number
        """)
    for (pair, change) in changes where change != 0 {
      try statement.execute(arguments: [change, pair.survey, pair.other])
    }
  }

  /// Counts anew what a survey has in common with each other one.
  static func count(_ survey: String, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM overlaps WHERE survey = ? OR other = ?", arguments: [survey, survey])
    try count(database, where: "one.survey <> other.survey AND names.name = ?", [survey])
  }

  /// Counts what any two surveys have in common.
  static func countAll(_ database: Database) throws {
    try count(database, where: "one.survey < other.survey", [])
  }

  private static func count(
    _ database: Database, where condition: String, _ arguments: StatementArguments
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO overlaps SELECT names.name, others.name, COUNT(*)
        FROM stored AS one
        JOIN stored AS other ON other.kind = one.kind AND other.subject = one.subject
        JOIN surveys AS names ON names.number = one.survey
        JOIN surveys AS others ON others.number = other.survey
        WHERE one.kind = 'service' AND one.state = 2 AND other.state = 2 AND \(condition)
        GROUP BY names.name, others.name
        """, arguments: arguments)
  }
}
