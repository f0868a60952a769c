import Bytes
import GRDB
import Records

/// Which of several records about one thing in a survey counts: the latest. Where an address and
/// port was found by several names, each of which may be shown another certificate, the worst of
/// those that are the latest by their names.
struct Election {
  struct Candidate {
    /// Its row; nil for a record that has none yet.
    var number: Int64?
    var hostname: String?
    var time: Int64
    var isService: Bool
    var urgency: Int

    /// One that has no row yet is later than those of the same time.
    fileprivate var age: (Int64, Int64) { (time, number ?? .max) }

    fileprivate var badness: (Int, Int, Int64, Int64) {
      (isService ? 1 : 0, urgency, age.0, age.1)
    }
  }

  /// By their names.
  private var latest: [String?: Candidate] = [:]

  /// Nil where there was none.
  var winner: Candidate? { latest.values.max { $0.badness < $1.badness } }

  mutating func add(_ candidate: Candidate) {
    if let other = latest[candidate.hostname], other.age > candidate.age { return }
    latest[candidate.hostname] = candidate
  }

  /// Those that a survey has of a thing.
  mutating func addStored(
    _ kind: String, _ subject: DatabaseValue, of survey: Int64?, _ database: Database
  ) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT number, json FROM stored WHERE kind = ? AND subject = ? AND survey = ?",
      arguments: [kind, subject, survey])
    while let row = try rows.next() {
      guard let record = Records.Record(stored: try row.json) else { continue }
      add(
        Candidate(
          number: row["number"], hostname: record.hostname,
          time: record.time?.milliseconds ?? .min, isService: record.isService,
          urgency: record.urgency))
    }
  }
}
