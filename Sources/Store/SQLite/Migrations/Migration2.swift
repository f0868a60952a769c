import GRDB

extension Migration {
  /// What two surveys have in common is counted as records come and go, who was counted has a
  /// detail, and more is counted of events.
  static let to2 = Migration("2") { database in
    try database.execute(sql: tables)
    try Overlaps.countAll(database)
    try Self.recount("SELECT survey FROM spans WHERE kind = 'event'", database)
  }
}

private let tables = """
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
