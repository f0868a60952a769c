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
    // Many services have all of it in common.
    var services: [PlacedService: Int] = [:]
    var reader = PlacedServiceReader()
    try guarding {
      try database.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT json, urgency FROM stored
            WHERE kind = 'service' AND state = 2
            AND survey = (SELECT number FROM surveys WHERE name = ?)
            """, arguments: [survey])
        while let row = try rows.next() {
          guard let read = reader.read(try row.json, urgency: row["urgency"]) else { continue }
          let ip = read.0
          var service = read.1
          if let address = IPAddress(ip) { service.place = place(address, service.place) }
          services[service, default: 0] += 1
        }
      }
    }
    var numbers: [Fact: Int] = [:]
    for (service, number) in services {
      for (fact, count) in FactList(placeOf: service).counts {
        numbers[fact, default: 0] += count * number
      }
    }
    return Dictionary(grouping: numbers, by: \.key.topic).mapValues { facts in
      facts.map { Count($0.key.answer, $0.key.detail, $0.value) }.sorted {
        ($1.number, $0.answer, $0.detail) < ($0.number, $1.answer, $1.detail)
      }
    }
  }
}
