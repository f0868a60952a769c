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
  private let counting: Statement
  private let latest: Statement
  private let otherNames: Statement
  private let store: Statement
  private var surveys: [String: Int64] = [:]
  private var tallies: [String: TallyChanges] = [:]
  private var overlaps = Overlaps()
  private(set) var insertion = Insertion()

  init(_ database: Database) throws {
    self.database = database
    known = try database.cachedStatement(
      sql: "SELECT 1 FROM stored WHERE kind = ? AND subject = ? AND survey = ? AND id = ?")
    counting = try database.cachedStatement(
      sql: """
        SELECT number, survey, hostname, time, service, urgency FROM stored
        WHERE subject = ? AND kind = ? AND state > 0 AND kind IN ('service', 'name')
        """)
    latest = try database.cachedStatement(
      sql: """
        SELECT MAX(time) FROM stored
        WHERE kind = 'service' AND subject = ? AND survey = ? AND hostname = ?
        """)
    let another = """
      EXISTS (SELECT 1 FROM stored WHERE kind = 'service' AND subject = :subject
        AND survey = :survey AND hostname
      """
    otherNames = try database.cachedStatement(
      sql: "SELECT \(another) < :name) OR \(another) > :name)")
    store = try database.cachedStatement(
      sql: """
        INSERT INTO stored
          (kind, survey, time, state, subject, id, json, urgency, hostname, service)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  /// Puts a record in, unless its survey has it: the same name or session may be of several.
  mutating func insert(_ record: PreparedRecord) throws {
    let survey = try number(of: record.survey)
    let kind = record.kind.rawValue
    let isKnown = try Row.fetchOne(known, arguments: [kind, record.subject, survey, record.id])
    guard isKnown == nil else {
      insertion.known += 1
      return
    }
    var current: Election.Candidate?
    var others: [Int64] = []
    let rows = try Row.fetchCursor(counting, arguments: [record.subject, kind])
    while let row = try rows.next() {
      let candidate = Election.Candidate(row)
      if row["survey"] == survey {
        current = candidate
      } else if candidate.isService {
        others.append(row["survey"])
      }
    }
    let winner = try elect(record, against: current, in: survey)
    let state: Schema.State =
      winner.number != nil ? .outdated : record.isService ? .service : .counts
    try store.execute(arguments: [
      kind, survey, record.time, state.rawValue, record.subject, record.id, record.json,
      record.urgency, record.hostname, record.isService,
    ])
    insertion.new += 1
    if let current {
      guard winner.number != current.number else { return }
      try outdate(current, of: record)
    }
    if let number = winner.number {
      try recall(number, of: record)
    } else {
      tallies[record.survey, default: TallyChanges()].add(
        record.facts, of: record.kind, time: record.time)
    }
    overlaps.change(
      survey, and: others,
      by: (winner.isService ? 1 : 0) - (current?.isService == true ? 1 : 0))
  }

  /// Which record counts once one is put in beside those of its thing, one of which counts.
  private func elect(
    _ record: PreparedRecord, against current: Election.Candidate?, in survey: Int64
  ) throws -> Election.Candidate {
    let new = Election.Candidate(record)
    guard let current else { return new }
    guard current.hostname == new.hostname else {
      // By another name: beside the one that counts, if it is the latest by its own.
      let time = try Int64.fetchOne(
        latest, arguments: [record.subject, survey, record.hostname])
      if let time, time > new.time { return current }
      return new.isWorse(than: current) ? new : current
    }
    // The one that counts is the latest by its name.
    if current.isLater(than: new) { return current }
    if new.isWorse(than: current) { return new }
    // Mended: what was found by another name, if any was, may be worse now.
    let hasOthers = try Bool.fetchOne(
      otherNames,
      arguments: ["subject": record.subject, "survey": survey, "name": record.hostname])
    guard hasOthers == true else { return new }
    var election = Election()
    election.add(new)
    try election.addStored(
      record.kind, record.subject.databaseValue, of: survey, database)
    return election.winner ?? new
  }

  /// Takes a record that counted out of the counts, and one that is put in or was there before
  /// counts in its place.
  private mutating func outdate(
    _ candidate: Election.Candidate, of record: PreparedRecord
  ) throws {
    guard let number = candidate.number else { return }
    try setState(.outdated, of: number)
    guard let old = try stored(number) else { return }
    tallies[record.survey, default: TallyChanges()].remove(FactList(old), of: record.kind)
  }

  /// Puts a record that did not count into the counts.
  private mutating func recall(_ number: Int64, of record: PreparedRecord) throws {
    guard let old = try stored(number) else { return }
    try setState(old.isService ? .service : .counts, of: number)
    tallies[record.survey, default: TallyChanges()].add(
      FactList(old), of: record.kind, time: old.time?.milliseconds ?? .min)
  }

  private func stored(_ number: Int64) throws -> Records.Record? {
    let row = try Row.fetchOne(
      database, sql: "SELECT json FROM stored WHERE number = ?", arguments: [number])
    return try row.flatMap { Records.Record(stored: try $0.json) }
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
