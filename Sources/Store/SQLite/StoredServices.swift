import GRDB
import Records

/// The service records of a store of an older version, of which more is to be kept.
enum StoredServices {
  /// Records that are read before any of them is changed.
  private static let batch = 10_000

  /// Gives each with its number; it may change its row.
  static func each(
    _ database: Database, _ body: (_ number: Int64, _ record: Records.Record) throws -> Void
  ) throws {
    var last: Int64 = 0
    while true {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT number, json FROM stored WHERE number > ? AND kind = 'service'
          ORDER BY number LIMIT \(batch)
          """, arguments: [last])
      for row in rows {
        last = row["number"]
        if let record = Records.Record(stored: try row.json) { try body(last, record) }
      }
      if rows.count < batch { return }
    }
  }
}
