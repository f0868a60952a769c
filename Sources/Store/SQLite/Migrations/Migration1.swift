import GRDB

extension Migration {
  /// The tables.
  static let to1 = Migration("1") { database in
    try database.execute(sql: "PRAGMA application_id = \(Schema.application)")
    try database.execute(sql: tables)
  }
}

private let tables = """
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
