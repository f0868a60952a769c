import Bytes
import GRDB
import Records

/// Reads what can be read of a damaged store.
public enum StoreRescue {
  /// Records in a row that can't be read, after which no more are looked for.
  private static let gapMaximum = 1_000_000

  /// Gives the JSON of each record that can be read, until the closure says no; returns how many
  /// were read, and how many places could not be. Throws `StoreProblem` where nothing can, and
  /// what the closure throws.
  public static func each(
    of path: String, _ body: (ByteSlice) throws -> Bool
  ) throws -> (read: Int, damaged: Int) {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      // Outside of a transaction, which would fail as a whole.
      return try database.unsafeRead { try each($0, body) }
    } catch let error as DatabaseError {
      throw StoreProblem(path, "nothing can be read of it: \(error.message ?? "\(error)")")
    }
  }

  private static func each(
    _ database: Database, _ body: (ByteSlice) throws -> Bool
  ) throws -> (read: Int, damaged: Int) {
    let statement = try database.makeStatement(
      sql: "SELECT number, json FROM stored WHERE number > ? ORDER BY number")
    let last = (try? Int64.fetchOne(database, sql: "SELECT MAX(number) FROM stored")) ?? nil
    var (read, damaged) = (0, 0)
    var place: Int64 = 0
    var gap = 0
    while gap < gapMaximum, place <= last ?? .max - 1 {
      do {
        let rows = try Row.fetchCursor(statement, arguments: [place])
        while let row = try rows.next() {
          place = row["number"]
          gap = 0
          guard var text = try? row.json,
            text.withUTF8({ Records.Record(line: ByteSlice($0)) }) != nil
          else {
            damaged += 1
            continue
          }
          read += 1
          if try !text.withUTF8({ try body(ByteSlice($0)) }) { return (read, damaged) }
        }
        return (read, damaged)
      } catch is DatabaseError {
        // What lies there is passed over, a record at a time.
        place += 1
        gap += 1
        damaged += 1
      }
    }
    return (read, damaged)
  }
}
