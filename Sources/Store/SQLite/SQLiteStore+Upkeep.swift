import Bytes
import Foundation
import GRDB
import Records

extension SQLiteStore {
  /// Which records are meant.
  public struct Selection: Sendable {
    /// Labels of surveys, empty for records without one; nil for all.
    public var surveys: [String]?
    /// Nil for all.
    public var kinds: [Records.Record.Kind]?
    /// Only records of a moment or later; nil for all.
    public var since: Timestamp?
    /// Only records of before a moment; nil for all.
    public var before: Timestamp?

    public init() {}

    /// Whether a record is meant.
    public func has(_ record: Records.Record) -> Bool {
      let time = record.time?.milliseconds ?? .min
      return surveys.map { $0.contains(record.survey ?? "") } ?? true
        && kinds.map { $0.contains(record.kind) } ?? true
        && time >= since?.milliseconds ?? .min && before.map { time < $0.milliseconds } ?? true
    }

    /// A condition on `stored`, with `surveys` joined.
    fileprivate var condition: SQL {
      var parts: [SQL] = ["1"]
      if let surveys { parts.append("surveys.name IN \(surveys)") }
      if let kinds { parts.append("stored.kind IN \(kinds.map(\.rawValue))") }
      if let since { parts.append("stored.time >= \(since.milliseconds)") }
      if let before { parts.append("stored.time < \(before.milliseconds)") }
      return parts.joined(separator: " AND ")
    }
  }

  /// Gives the JSON of each record, in the order in which they were put in, until the closure says
  /// no. Throws `StoreProblem`, and what the closure throws.
  public func each(_ selection: Selection, _ body: (ByteSlice) throws -> Bool) throws {
    try guarding {
      try database.read { database in
        let rows = try SQLRequest<Row>(
          """
          SELECT stored.json FROM stored JOIN surveys ON surveys.number = stored.survey
          WHERE \(selection.condition) ORDER BY stored.number
          """
        ).fetchCursor(database)
        while let row = try rows.next() {
          var text = try row.json
          if try !text.withUTF8({ try body(ByteSlice($0)) }) { return }
        }
      }
    }
  }

  /// Takes records out, and counts anew what is left of their surveys. Returns how many went.
  /// Throws `StoreProblem`.
  public func prune(_ selection: Selection) throws -> Int {
    try guarding {
      var gone = 0
      try database.writeInTransaction(.immediate) { database in
        let chosen: SQL = """
          FROM stored JOIN surveys ON surveys.number = stored.survey WHERE \(selection.condition)
          """
        let surveys = try SQLRequest<String>("SELECT DISTINCT surveys.name \(chosen)")
          .fetchAll(database)
        try database.execute(
          literal: "DELETE FROM stored WHERE number IN (SELECT stored.number \(chosen))")
        gone = database.changesCount
        for survey in surveys {
          try Recount.run(survey, database)
          try Self.forgetReadings(survey, database)
        }
        return .commit
      }
      try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
      return gone
    }
  }

  /// How many records a selection has.
  public func count(_ selection: Selection) throws -> Int {
    try guarding {
      try database.read { database in
        try SQLRequest<Int>(
          """
          SELECT COUNT(*) FROM stored JOIN surveys ON surveys.number = stored.survey
          WHERE \(selection.condition)
          """
        ).fetchOne(database) ?? 0
      }
    }
  }
}

extension Row {
  /// The record of a row. Throws where the row has none, which only damage does.
  var json: String {
    get throws {
      guard let text = String.fromDatabaseValue(self["json"] as DatabaseValue) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT)
      }
      return text
    }
  }
}

/// Counts a survey anew from its records.
enum Recount {
  /// Facts that are held before they are written.
  private static let batch = 10_000

  static func run(_ survey: String, _ database: Database) throws {
    for table in ["tallies", "members", "spans"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE survey = ?", arguments: [survey])
    }
    let number = try Int64.fetchOne(
      database, sql: "SELECT number FROM surveys WHERE name = ?", arguments: [survey])
    try setStates(number, database)
    var changes = TallyChanges()
    var held = 0
    let rows = try Row.fetchCursor(
      database, sql: "SELECT json FROM stored WHERE survey = ? AND state > 0", arguments: [number])
    while let row = try rows.next() {
      guard let record = Records.Record(stored: try row.json) else { continue }
      changes.add(
        FactList(record), of: record.kind, time: record.time?.milliseconds ?? .min)
      held += 1
      if held % batch == 0 {
        try changes.write(survey, to: database)
        changes = TallyChanges()
      }
    }
    try changes.write(survey, to: database)
    try Overlaps.count(survey, database)
    if held == 0 {
      try database.execute(sql: "DELETE FROM surveys WHERE number = ?", arguments: [number])
    }
  }

  /// Where the record of a thing that counted went, one that is left counts again.
  private static func setStates(_ survey: Int64?, _ database: Database) throws {
    let things = try Row.fetchAll(
      database,
      sql: """
        SELECT DISTINCT kind, subject FROM stored AS one WHERE survey = ? AND state = 0
        AND NOT EXISTS (SELECT 1 FROM stored AS other WHERE other.subject = one.subject
          AND other.kind = one.kind AND other.survey = one.survey
          AND other.state > 0 AND other.kind IN ('service', 'name'))
        """, arguments: [survey])
    for thing in things {
      guard let kind = Records.Record.Kind(rawValue: thing["kind"]) else { continue }
      var election = Election()
      try election.addStored(
        kind, thing["subject"] as DatabaseValue, of: survey, database)
      guard let winner = election.winner else { continue }
      let state: Schema.State = winner.isService ? .service : .counts
      try database.execute(
        sql: "UPDATE stored SET state = ? WHERE number = ?",
        arguments: [state.rawValue, winner.number])
    }
  }
}
