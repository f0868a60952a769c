import GRDB

extension Migration {
  /// Connections are counted by sensor, too.
  static let to9 = Migration("9") { database in
    try recount("SELECT survey FROM spans WHERE kind = 'event'", database)
    try recountAll(database)
  }
}
