import Bytes
import Foundation
import GRDB
import Records

extension SQLiteStore {
  /// Puts records in, as `RecordStore` says.
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

  /// Notes what knowledge the records were made with, as `RecordStore` says.
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
    var siblings = 0
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
        siblings += 1
        if state > 0 { current = (row["number"], isService) }
      } else if isService {
        others.append(row["survey"])
      }
    }
    var winner: Election.Candidate?
    if let current {
      winner = try elect(record, against: current.number, isOneOf: siblings, in: survey)
    }
    let counts = winner == nil || winner?.number == nil
    let state: Schema.State = !counts ? .outdated : record.isService ? .service : .counts
    try store.execute(arguments: [
      kind, survey, record.time, state.rawValue, record.subject, record.id, record.json,
      record.urgency,
    ])
    insertion.new += 1
    if counts {
      tallies[record.survey, default: TallyChanges()].add(
        record.facts, of: record.kind, time: record.time)
    }
    if current == nil || winner?.number != current?.number {
      let now = winner?.isService ?? record.isService
      overlaps.change(
        survey, and: others, by: (now ? 1 : 0) - (current?.isService == true ? 1 : 0))
    }
  }

  /// Which record counts once one is put in beside those of its thing, one of which counts; where
  /// it is not that one any more, it is taken out of the counts, and one that is there already is
  /// put into them.
  private mutating func elect(
    _ record: PreparedRecord, against current: Int64, isOneOf siblings: Int, in survey: Int64
  ) throws -> Election.Candidate {
    let new = Election.Candidate(
      number: nil, hostname: record.hostname, time: record.time, isService: record.isService,
      urgency: record.urgency)
    let row = try Row.fetchOne(
      database, sql: "SELECT time, subject, json FROM stored WHERE number = ?",
      arguments: [current])
    guard let row else { return new }
    let old = Records.Record(stored: try row.json)
    var election = Election()
    election.add(new)
    if try record.kind == .service && hasNames(record, old, siblings, in: survey) {
      try election.addStored(
        record.kind.rawValue, row["subject"] as DatabaseValue, of: survey, database)
    } else {
      election.add(
        Election.Candidate(
          number: current, hostname: record.hostname, time: row["time"],
          isService: old?.isService == true, urgency: old?.urgency ?? 0))
    }
    guard let winner = election.winner, winner.number != current else {
      return election.winner ?? new
    }
    try setState(.outdated, of: current)
    if let old { tallies[record.survey, default: TallyChanges()].remove(FactList(old)) }
    if let number = winner.number { try recall(number, of: record.survey) }
    return winner
  }

  /// Whether a service was found by a name, in any of its records.
  private func hasNames(
    _ record: PreparedRecord, _ old: Records.Record?, _ siblings: Int, in survey: Int64
  ) throws -> Bool {
    if record.hostname != nil || old?.hostname != nil { return true }
    guard siblings > 1 else { return false }
    return try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM stored WHERE kind = 'service' AND subject = ? AND survey = ?
          AND instr(json, '"hostname":"') > 0)
        """, arguments: [record.subject, survey]) ?? false
  }

  /// Puts a record that did not count into the counts.
  private mutating func recall(_ number: Int64, of survey: String) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT json FROM stored WHERE number = ?", arguments: [number])
    guard let row, let record = Records.Record(stored: try row.json) else { return }
    try setState(record.isService ? .service : .counts, of: number)
    tallies[survey, default: TallyChanges()].add(
      FactList(record), of: record.kind, time: record.time?.milliseconds ?? .min)
  }

  private func setState(_ state: Schema.State, of number: Int64) throws {
    try database.execute(
      sql: "UPDATE stored SET state = ? WHERE number = ?", arguments: [state.rawValue, number])
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
