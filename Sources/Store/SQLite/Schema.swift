import GRDB
import Records

/// The tables, version after version.
enum Schema {
  /// `ftps`, so that the store is told from other databases of SQLite's.
  private static let application = 0x6674_7073

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
    migrations.registerMigration("1") { database in
      try database.execute(sql: "PRAGMA application_id = \(application)")
      try database.execute(sql: first)
    }
    migrations.registerMigration("2") { database in
      try database.execute(sql: second)
      try Overlaps.countAll(database)
      // More is counted of them than before.
      try recount("SELECT survey FROM spans WHERE kind = 'event'", database)
    }
    migrations.registerMigration("3") { database in
      // What is confirmed has its family and what is exploited its name, and countries are counted
      // in capital letters.
      try recount(
        """
        SELECT DISTINCT survey FROM tallies WHERE (topic = 'vulnerable' AND answer = 'confirmed')
        OR (topic = 'country' AND answer GLOB '*[^A-Z]*')
        """, database)
    }
    migrations.registerMigration("4") { database in
      try database.execute(sql: fourth)
      try StoredServices.each(database) { number, record in
        guard record.urgency > 0 else { return }
        try database.execute(
          sql: "UPDATE stored SET urgency = ? WHERE number = ?",
          arguments: [record.urgency, number])
      }
    }
    migrations.registerMigration("5") { database in
      // Refusals are counted.
      try recount(surveysWith(#"kind = 'session' AND json LIKE '%"refusals":[{%'"#), database)
    }
    migrations.registerMigration("6") { database in
      // Texts were cut at a NUL, so that different ones were counted as one.
      try recount(
        surveysWith(#"(json LIKE '%\u0000%' OR json LIKE '%\u0001%')"#), database)
    }
    migrations.registerMigration("7") { database in
      try database.execute(sql: seventh)
      // What is exploited is counted also where it is not confirmed, and what has a confirmed
      // vulnerability is to be mended.
      try recount(
        """
        SELECT DISTINCT survey FROM tallies WHERE topic = 'exploited'
        OR (topic = 'vulnerable' AND answer = 'confirmed')
        """, database)
    }
    migrations.registerMigration("8") { database in
      try database.execute(sql: eighth)
      try StoredServices.each(database) { number, record in
        guard record.isService || record.hostname != nil else { return }
        try database.execute(
          sql: "UPDATE stored SET hostname = ?, service = ? WHERE number = ?",
          arguments: [TallyText.encode(record.hostname ?? ""), record.isService, number])
      }
      try database.execute(sql: eighthIndexes)
      // Times were those of records, too, that do not count.
      for kind in [Records.Record.Kind.service, .name] {
        let surveys = try String.fetchAll(
          database, sql: "SELECT survey FROM spans WHERE kind = ?", arguments: [kind.rawValue])
        for survey in surveys { try TallyChanges.settleSpan(of: kind, survey, database) }
      }
      // A session that would have been locked out counts as one that can't be judged no more.
      try recount(
        """
        SELECT DISTINCT survey FROM tallies WHERE topic = 'day' AND detail = 'unjudged'
        INTERSECT SELECT survey FROM tallies WHERE topic = 'day' AND detail = 'locked_out'
        """, database)
    }
    return migrations
  }

  /// The query for the names of surveys that have such a record.
  private static func surveysWith(_ condition: String) -> String {
    """
    SELECT name FROM surveys WHERE EXISTS (SELECT 1 FROM stored
      WHERE survey = surveys.number AND \(condition))
    """
  }

  /// Counts all records anew of the surveys that a query names.
  private static func recount(_ surveys: String, _ database: Database) throws {
    for survey in try String.fetchAll(database, sql: surveys) {
      try Recount.run(survey, database)
    }
  }

  /// The tables of version 1.
  private static let first = """
    -- Labels of surveys; the empty one is of records without.
    CREATE TABLE surveys (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

    -- Every record, as JSON. The subject is what it is about: an address and port, a host name, or
    -- its own id. State: 0 outdated, 1 counts, 2 counts and is an FTP service.
    CREATE TABLE stored (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      survey INTEGER NOT NULL,
      time INTEGER NOT NULL,
      state INTEGER NOT NULL,
      subject BLOB NOT NULL,
      id BLOB NOT NULL,
      json TEXT NOT NULL
    );
    CREATE INDEX stored_subjects ON stored (kind, subject, survey, state, id);
    CREATE VIEW records (kind, subject, survey, state) AS
      SELECT kind, subject, surveys.name, state FROM stored
      JOIN surveys ON surveys.number = stored.survey;

    -- How often each answer to a topic came, of the records that count.
    CREATE TABLE tallies (
      survey TEXT NOT NULL,
      topic TEXT NOT NULL,
      answer TEXT NOT NULL,
      detail TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (survey, topic, answer, detail)
    ) WITHOUT ROWID;

    -- Who was counted, where each counts once.
    CREATE TABLE members (
      survey TEXT NOT NULL,
      topic TEXT NOT NULL,
      answer TEXT NOT NULL,
      member TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (survey, topic, answer, member)
    ) WITHOUT ROWID;

    -- The times of the records of a survey, in milliseconds since 1970.
    CREATE TABLE spans (
      survey TEXT NOT NULL,
      kind TEXT NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (survey, kind)
    ) WITHOUT ROWID;

    CREATE TABLE knowledge (kind TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, text))
      WITHOUT ROWID;
    """

  /// What version 2 adds: what two surveys have in common is counted as records come and go, and
  /// who was counted has a detail.
  private static let second = """
    DROP VIEW records;

    -- How many services two surveys both found; each two once.
    CREATE TABLE overlaps (
      survey TEXT NOT NULL,
      other TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (survey, other)
    ) WITHOUT ROWID;
    CREATE INDEX overlaps_others ON overlaps (other);

    ALTER TABLE members RENAME TO members_before;
    CREATE TABLE members (
      survey TEXT NOT NULL,
      topic TEXT NOT NULL,
      answer TEXT NOT NULL,
      detail TEXT NOT NULL,
      member TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (survey, topic, answer, detail, member)
    ) WITHOUT ROWID;
    INSERT INTO members SELECT survey, topic, answer, '', member, number FROM members_before;
    DROP TABLE members_before;
    """
  /// What version 4 adds: how urgent it is to mend a service, so that the worst ones are found
  /// without reading the others.
  private static let fourth = """
    ALTER TABLE stored ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX stored_urgencies ON stored (survey, urgency DESC) WHERE state = 2;
    """

  /// What version 7 adds: what of the inputs may be missing from the records. The kind is that of
  /// the records, empty where it is not known.
  private static let seventh = """
    CREATE TABLE readings (
      survey TEXT NOT NULL,
      kind TEXT NOT NULL,
      path TEXT NOT NULL,
      lines INTEGER NOT NULL,
      malformed INTEGER NOT NULL,
      lost INTEGER NOT NULL,
      unread INTEGER NOT NULL,
      problem TEXT NOT NULL,
      PRIMARY KEY (survey, kind, path)
    ) WITHOUT ROWID;
    """

  /// What version 8 adds: the name that a service was found by, and whether it is an FTP service,
  /// so that of any number of records about one thing the one that counts is found without reading
  /// the others.
  private static let eighth = """
    ALTER TABLE stored ADD COLUMN hostname TEXT NOT NULL DEFAULT '';
    ALTER TABLE stored ADD COLUMN service INTEGER NOT NULL DEFAULT 0;
    """

  /// Its indexes, which are made once the columns are filled. Of sessions and events each is a
  /// thing of its own.
  private static let eighthIndexes = """
    DROP INDEX stored_subjects;
    CREATE INDEX stored_subjects ON stored (kind, subject, survey, id);
    CREATE INDEX stored_counting ON stored (subject, kind)
      WHERE state > 0 AND kind IN ('service', 'name');
    CREATE INDEX stored_times ON stored (survey, kind, time)
      WHERE state > 0 AND kind IN ('service', 'name');
    CREATE INDEX stored_names ON stored (subject, survey, hostname, time, service, urgency)
      WHERE kind = 'service';
    """
}
