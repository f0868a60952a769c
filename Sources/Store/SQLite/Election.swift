import GRDB
import Records

/// Which of several records about one thing in a survey counts: the latest. Where an address and
/// port was found by several names, each of which may be shown another certificate, the worst of
/// those that are the latest by their names.
struct Election {
  struct Candidate {
    /// Its row; nil for a record that has none yet.
    var number: Int64?
    /// As the store has it; empty where there is none.
    var hostname: String
    var time: Int64
    var isService: Bool
    var urgency: Int

    /// One that has no row yet is later than those of the same time.
    private var age: (Int64, Int64) { (time, number ?? .max) }

    private var badness: (Int, Int, Int64, Int64) {
      (isService ? 1 : 0, urgency, age.0, age.1)
    }

    func isLater(than other: Self) -> Bool { age > other.age }

    func isWorse(than other: Self) -> Bool { badness > other.badness }
  }

  /// By their names.
  private var latest: [String: Candidate] = [:]

  /// Nil where there was none.
  var winner: Candidate? { latest.values.max { $1.isWorse(than: $0) } }

  mutating func add(_ candidate: Candidate) {
    if let other = latest[candidate.hostname], other.isLater(than: candidate) { return }
    latest[candidate.hostname] = candidate
  }

  /// Those that a survey has of a thing.
  mutating func addStored(
    _ kind: Records.Record.Kind, _ subject: DatabaseValue, of survey: Int64?,
    _ database: Database
  ) throws {
    // The kind as it is in the index.
    let statement = try database.cachedStatement(
      sql: """
        SELECT number, hostname, time, service, urgency FROM stored
        WHERE kind = '\(kind.rawValue)' AND subject = ? AND survey = ?
        """)
    let rows = try Row.fetchCursor(statement, arguments: [subject, survey])
    while let row = try rows.next() { add(Candidate(row)) }
  }
}

extension Election.Candidate {
  /// One of the table of records.
  init(_ row: Row) {
    self.init(
      number: row["number"], hostname: row["hostname"], time: row["time"],
      isService: row["service"], urgency: row["urgency"])
  }

  /// One that is to be put in.
  init(_ record: PreparedRecord) {
    self.init(
      number: nil, hostname: record.hostname, time: record.time, isService: record.isService,
      urgency: record.urgency)
  }
}
