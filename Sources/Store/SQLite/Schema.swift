import GRDB

/// The tables, version after version: see `Migration`.
enum Schema {
  /// `ftps`, so that the store is told from other databases of SQLite's.
  static let application = 0x6674_7073

  /// What of one thing in a survey counts.
  enum State: Int {
    /// Another record about the same thing is later.
    case outdated = 0
    case counts = 1
    /// It counts, and is an FTP service.
    case service = 2
  }

  /// Which tables a store has.
  enum Age {
    case empty, older, current
  }

  /// Whether the tables of a store are to be made or updated. Throws `StoreProblem` where the
  /// database is none of ftpscope's, or of a newer version.
  static func age(_ database: DatabasePool, _ path: String) throws -> Age {
    let (application, tables) = try database.read { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
      )
    }
    if application != Self.application, application != 0 || tables != 0 {
      throw StoreProblem(path, "is a database of something else, and was left as it is")
    }
    if try database.read({ try migrations.hasBeenSuperseded($0) }) {
      throw StoreProblem(path, "was made by a newer version of ftpscope: update ftpscope")
    }
    return try database.read { database in
      if try migrations.hasCompletedMigrations(database) { return .current }
      return try migrations.appliedMigrations(database).isEmpty ? .empty : .older
    }
  }

  static var migrations: DatabaseMigrator {
    var migrations = DatabaseMigrator()
    for migration in Migration.all {
      migrations.registerMigration(migration.version, migrate: migration.run)
    }
    return migrations
  }
}
