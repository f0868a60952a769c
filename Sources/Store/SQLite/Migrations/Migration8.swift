import GRDB
import Records

extension Migration {
  /// The name that a service was found by, and whether it is an FTP service, so that of any number
  /// of records about one thing the one that counts is found without reading the others.
  static let to8 = Migration("8") { database in
    try database.execute(sql: columns)
    try StoredServices.each(database) { number, record in
      guard record.isService || record.hostname != nil else { return }
      try database.execute(
        sql: "UPDATE stored SET hostname = ?, service = ? WHERE number = ?",
        arguments: [TallyText.encode(record.hostname ?? ""), record.isService, number])
    }
    try database.execute(sql: indexes)
    // Times were those of records, too, that do not count.
    for kind in [Records.Record.Kind.service, .name] {
      let surveys = try String.fetchAll(
        database, sql: "SELECT survey FROM spans WHERE kind = ?", arguments: [kind.rawValue])
      for survey in surveys { try TallyChanges.settleSpan(of: kind, survey, database) }
    }
    // A session that would have been locked out counts as one that can't be judged no more.
    try Self.recount(
      """
      SELECT DISTINCT survey FROM tallies WHERE topic = 'day' AND detail = 'unjudged'
      INTERSECT SELECT survey FROM tallies WHERE topic = 'day' AND detail = 'locked_out'
      """, database)
  }
}

private let columns = """
  ALTER TABLE stored ADD COLUMN hostname TEXT NOT NULL DEFAULT '';
  ALTER TABLE stored ADD COLUMN service INTEGER NOT NULL DEFAULT 0;
  """

/// They are made once the columns are filled. Of sessions and events each is a thing of its own.
private let indexes = """
  DROP INDEX stored_subjects;
  CREATE INDEX stored_subjects ON stored (kind, subject, survey, id);
  CREATE INDEX stored_counting ON stored (subject, kind)
    WHERE state > 0 AND kind IN ('service', 'name');
  CREATE INDEX stored_times ON stored (survey, kind, time)
    WHERE state > 0 AND kind IN ('service', 'name');
  CREATE INDEX stored_names ON stored (subject, survey, hostname, time, service, urgency)
    WHERE kind = 'service';
  """
