import GRDB
import Records

/// How urgent it is to mend the services of a store that was made before that was kept.
enum Urgencies {
  /// Records that are read before they are written.
  private static let batch = 10_000

  static func setAll(_ database: Database) throws {
    var last: Int64 = 0
    while true {
      var urgencies: [(number: Int64, urgency: Int)] = []
      var read = 0
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT number, json FROM stored WHERE number > ? AND kind = 'service'
          ORDER BY number LIMIT \(batch)
          """, arguments: [last])
      while let row = try rows.next() {
        read += 1
        last = row["number"]
        let urgency = Records.Record(stored: try row.json)?.urgency ?? 0
        if urgency > 0 { urgencies.append((last, urgency)) }
      }
      for (number, urgency) in urgencies {
        try database.execute(
          sql: "UPDATE stored SET urgency = ? WHERE number = ?", arguments: [urgency, number])
      }
      if read < batch { return }
    }
  }
}
