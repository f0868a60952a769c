import GRDB

@testable import Store

extension SQLiteStore {
  /// Takes the tables back to what version 1 had, and closes the store.
  func makeOld() throws {
    try database.write { database in
      try database.execute(
        sql: """
          DELETE FROM tallies WHERE topic LIKE '%listener%' OR topic LIKE '%class%'
            OR topic LIKE '%sensor%';
          DROP TABLE readings;
          DROP TABLE members;
          CREATE TABLE members (
            survey TEXT NOT NULL, topic TEXT NOT NULL, answer TEXT NOT NULL, member TEXT NOT NULL,
            number INTEGER NOT NULL, PRIMARY KEY (survey, topic, answer, member)) WITHOUT ROWID;
          DROP TABLE overlaps;
          DROP INDEX stored_urgencies;
          DROP INDEX stored_names;
          DROP INDEX stored_counting;
          DROP INDEX stored_times;
          ALTER TABLE stored DROP COLUMN urgency;
          ALTER TABLE stored DROP COLUMN hostname;
          ALTER TABLE stored DROP COLUMN service;
          CREATE VIEW records (kind, subject, survey, state) AS
            SELECT kind, subject, surveys.name, state FROM stored
            JOIN surveys ON surveys.number = stored.survey;
          DELETE FROM grdb_migrations WHERE identifier <> '1';
          """)
    }
    close()
  }
}
