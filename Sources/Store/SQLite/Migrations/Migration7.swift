import GRDB

extension Migration {
  /// What of the inputs may be missing from the records; the kind is that of the records, empty
  /// where it is not known. What is exploited is counted also where it is not confirmed, and what
  /// has a confirmed vulnerability is to be mended.
  static let to7 = Migration("7") { database in
    try database.execute(sql: tables)
    try Self.recount(
      """
      SELECT DISTINCT survey FROM tallies WHERE topic = 'exploited'
      OR (topic = 'vulnerable' AND answer = 'confirmed')
      """, database)
  }
}

private let tables = """
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
