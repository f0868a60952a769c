import Foundation
import GRDB
import Records

extension SQLiteStore {
  @discardableResult
  public func insert(_ records: [Records.Record]) throws -> Insertion {
    let preparation = Preparation(records)
    return try guarding {
      var insertion = Insertion()
      try database.writeInTransaction(.immediate) { database in
        var batch = try Batch(database)
        try preparation.each { try batch.insert($0) }
        try batch.finish()
        insertion = batch.insertion
        return .commit
      }
      return insertion
    }
  }

  public func note(_ knowledge: [(kind: String, text: String)]) throws {
    try guarding {
      try database.write { database in
        for (kind, text) in knowledge {
          try database.execute(
            sql: "INSERT OR IGNORE INTO knowledge VALUES (?, ?)", arguments: [kind, text])
        }
      }
    }
  }
}

/// Records that are put in together.
private struct Batch {
  private let database: Database
  private let known: Statement
  private let store: Statement
  private var surveys: [String: Int64] = [:]
  private var tallies: [String: TallyChanges] = [:]
  private var overlaps = Overlaps()
  private(set) var insertion = Insertion()

  init(_ database: Database) throws {
    self.database = database
    known = try database.cachedStatement(
      sql: "SELECT number, survey, state, id FROM stored WHERE kind = ? AND subject = ?")
    store = try database.cachedStatement(
      sql: """
        INSERT INTO stored (kind, survey, time, state, subject, id, json, urgency)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  /// Puts a record in, unless its survey has it: the same name or session may be of several.
  mutating func insert(_ record: PreparedRecord) throws {
    let survey = try number(of: record.survey)
    let kind = record.kind.rawValue
    var current: (number: Int64, isService: Bool)?
    var others: [Int64] = []
    let rows = try Row.fetchCursor(known, arguments: [kind, record.subject])
    while let row = try rows.next() {
      let state: Int = row["state"]
      let isService = state == Schema.State.service.rawValue
      if row["survey"] == survey {
        if row["id"] == record.id {
          insertion.known += 1
          return
        }
        if state > 0 { current = (row["number"], isService) }
      } else if isService {
        others.append(row["survey"])
      }
    }
    let isLatest = try current.map { try outdate($0.number, by: record) } ?? true
    let state: Schema.State = !isLatest ? .outdated : record.isService ? .service : .counts
    try store.execute(arguments: [
      kind, survey, record.time, state.rawValue, record.subject, record.id, record.json,
      record.urgency,
    ])
    insertion.new += 1
    if isLatest {
      tallies[record.survey, default: TallyChanges()].add(
        record.facts, of: record.kind, time: record.time)
      let (before, now) = (current?.isService == true ? 1 : 0, record.isService ? 1 : 0)
      overlaps.change(survey, and: others, by: now - before)
    }
  }

  /// Takes a record out of the counts if the other one is not earlier; returns whether it did.
  private mutating func outdate(_ number: Int64, by record: PreparedRecord) throws -> Bool {
    let row = try Row.fetchOne(
      database, sql: "SELECT time, json FROM stored WHERE number = ?", arguments: [number])
    guard let row, row["time"] <= record.time else { return false }
    try database.execute(sql: "UPDATE stored SET state = 0 WHERE number = ?", arguments: [number])
    if let old = Records.Record(stored: try row.json) {
      tallies[record.survey, default: TallyChanges()].remove(FactList(old))
    }
    return true
  }

  /// Writes what changed in the counts.
  func finish() throws {
    for (survey, changes) in tallies { try changes.write(survey, to: database) }
    try overlaps.write(to: database)
  }

  private mutating func number(of survey: String) throws -> Int64 {
    if let number = surveys[survey] { return number }
    try database.execute(
      sql: "INSERT OR IGNORE INTO surveys (name) VALUES (?)", arguments: [survey])
    let number = try Int64.fetchOne(
      database, sql: "SELECT number FROM surveys WHERE name = ?", arguments: [survey])
    surveys[survey] = number
    return number ?? 0
  }
}
