import GRDB

extension Migration {
  /// How urgent it is to mend a service, so that the worst ones are found without reading the
  /// others.
  static let to4 = Migration("4") { database in
    try database.execute(sql: column)
    try StoredServices.each(database) { number, record in
      guard record.urgency > 0 else { return }
      try database.execute(
        sql: "UPDATE stored SET urgency = ? WHERE number = ?",
        arguments: [record.urgency, number])
    }
  }
}

private let column = """
  ALTER TABLE stored ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX stored_urgencies ON stored (survey, urgency DESC) WHERE state = 2;
  """
