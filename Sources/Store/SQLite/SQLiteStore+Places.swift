import Bytes
import GRDB
import Records

extension SQLiteStore {
  /// What is to be counted of the places of a survey's services, where each is as the closure says
  /// of its address and of the place that its record has: the topics of places, each with its
  /// counts, the most frequent first. Throws `StoreProblem`.
  public func placeCounts(
    of survey: String, _ place: (IPAddress, ServicePlace?) -> ServicePlace?
  ) throws -> [Topic: [Count]] {
    var numbers: [Fact: Int] = [:]
    try guarding {
      try database.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT json FROM stored
            WHERE kind = 'service' AND state = 2
            AND survey = (SELECT number FROM surveys WHERE name = ?)
            """, arguments: [survey])
        while let row = try rows.next() {
          guard case .service(var record)? = Records.Record(stored: try row.json) else { continue }
          if let address = IPAddress(record.ip) { record.place = place(address, record.place) }
          for (fact, count) in FactList(placeOf: record).counts {
            numbers[fact, default: 0] += count
          }
        }
      }
    }
    return Dictionary(grouping: numbers, by: \.key.topic).mapValues { facts in
      facts.map { Count($0.key.answer, $0.key.detail, $0.value) }.sorted {
        ($1.number, $0.answer, $0.detail) < ($0.number, $1.answer, $1.detail)
      }
    }
  }
}
