import Bytes
import GRDB
import Records

/// Reads what can be read of a damaged store.
public struct StoreRescue {
  /// Numbers of records that are tried one by one behind a place that can't be read: more than one
  /// lost page of the table's inner ones leads to. Behind these the steps double.
  private static let triedMaximum = 100_000

  /// Records that were read.
  public private(set) var read = 0
  /// Rows that are there and hold no record.
  public private(set) var broken = 0
  /// Stretches of the store that can't be read. How many records each held is not known.
  public private(set) var stretches = 0

  private init() {}

  /// Gives the JSON of each record that can be read, until the closure says no. Throws
  /// `StoreProblem` where nothing can, and what the closure throws.
  public static func each(
    of path: String, _ body: (ByteSlice) throws -> Bool
  ) throws -> StoreRescue {
    var configuration = Configuration()
    configuration.readonly = true
    // Else SQLite reads nothing of a file that has fewer pages than it should.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
    var rescue = StoreRescue()
    do {
      let name = StoreFile(path).nameForReading
      let database = try DatabaseQueue(path: name, configuration: configuration)
      // Outside of a transaction, which would fail as a whole.
      try database.unsafeRead { try rescue.readAll($0, body) }
    } catch let error as DatabaseError {
      throw StoreProblem(path, "nothing can be read of it: \(error.message ?? "\(error)")")
    }
    if rescue.read == 0, rescue.stretches > 0 {
      throw StoreProblem(path, "nothing can be read of it: the table of records is damaged")
    }
    return rescue
  }

  private mutating func readAll(
    _ database: Database, _ body: (ByteSlice) throws -> Bool
  ) throws {
    let statement = try database.makeStatement(
      sql: "SELECT number, json FROM stored WHERE number > ? ORDER BY number")
    let last = (try? Int64.fetchOne(database, sql: "SELECT MAX(number) FROM stored")) ?? nil
    var (place, step): (Int64, Int64) = (0, 1)
    var tried = 0
    var lastBroken: Int64 = 0
    while place <= last ?? .max {
      do {
        let rows = try Row.fetchCursor(statement, arguments: [place])
        while let row = try rows.next() {
          // A damaged page can have rows of any number, and has them again at each try.
          let number: Int64 = row["number"]
          guard number > place else { continue }
          guard var record = Self.record(of: row) else {
            if number > lastBroken { broken += 1 }
            lastBroken = max(lastBroken, number)
            continue
          }
          place = number
          (tried, step) = (0, 1)
          read += 1
          if try !record.withUTF8({ try body(ByteSlice($0)) }) { return }
        }
        return
      } catch is DatabaseError {
        if tried == 0 { stretches += 1 }
        tried += 1
        if tried > Self.triedMaximum { step *= 2 }
        // The step is at most as large as the place.
        if place > .max / 4 { return }
        place += step
      }
    }
  }

  /// The JSON of a row, where it is a record's.
  private static func record(of row: Row) -> String? {
    guard var text = try? row.json,
      text.withUTF8({ Records.Record(line: ByteSlice($0)) }) != nil
    else { return nil }
    return text
  }
}
