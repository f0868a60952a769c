import Bytes
import GRDB
import Records

/// By how much the counts of a survey change.
struct TallyChanges {
  private struct Member: Hashable {
    var fact: Fact
    var name: String
  }

  private var counts: [Fact: Int] = [:]
  private var members: [Member: Int] = [:]
  private var spans: [Records.Record.Kind: (first: Int64, last: Int64)] = [:]
  /// Kinds of which a record does not count any more: their times may be fewer.
  private var narrowed: Set<Records.Record.Kind> = []

  /// Adds what a record of a time says.
  mutating func add(_ facts: FactList, of kind: Records.Record.Kind, time: Int64) {
    change(facts, by: 1)
    let span = spans[kind] ?? (.max, .min)
    spans[kind] = time == .min ? span : (min(span.first, time), max(span.last, time))
  }

  /// Takes back what a record said.
  mutating func remove(_ facts: FactList, of kind: Records.Record.Kind) {
    change(facts, by: -1)
    narrowed.insert(kind)
  }

  private mutating func change(_ facts: FactList, by times: Int) {
    for (fact, count) in facts.counts { counts[fact, default: 0] += count * times }
    for (fact, member) in facts.members {
      members[Member(fact: fact, name: member), default: 0] += times
    }
  }

  func write(_ survey: String, to database: Database) throws {
    var counts = counts
    let member = try database.cachedStatement(
      sql: """
        INSERT INTO members VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET number = number + excluded.number RETURNING number
        """)
    for (who, change) in members where change != 0 {
      let fact = who.fact
      let rows = try Int.fetchCursor(
        member,
        arguments: [
          survey, fact.topic.rawValue, TallyText.encode(fact.answer),
          TallyText.encode(fact.detail), TallyText.encode(who.name), change,
        ])
      var now = 0
      while let number = try rows.next() { now = number }
      // It counts once, as long as any record says it.
      if now > 0, now - change <= 0 { counts[fact, default: 0] += 1 }
      if now <= 0, now - change > 0 { counts[fact, default: 0] -= 1 }
    }
    let tally = try database.cachedStatement(
      sql: """
        INSERT INTO tallies VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET number = number + excluded.number
        """)
    for (fact, change) in counts where change != 0 {
      try tally.execute(
        arguments: [
          survey, fact.topic.rawValue, TallyText.encode(fact.answer),
          TallyText.encode(fact.detail), change,
        ])
    }
    for (kind, span) in spans {
      try database.execute(
        sql: """
          INSERT INTO spans VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
          SET first = MIN(first, excluded.first), last = MAX(last, excluded.last)
          """,
        arguments: [survey, kind.rawValue, span.first, span.last])
    }
    for kind in narrowed { try Self.settleSpan(of: kind, survey, database) }
  }

  /// Notes the first and the last time of the services or the names of a survey that count.
  static func settleSpan(
    of kind: Records.Record.Kind, _ survey: String, _ database: Database
  ) throws {
    func time(_ end: String) throws -> Int64? {
      try Int64.fetchOne(
        database,
        sql: """
          SELECT \(end)(time) FROM stored
          WHERE survey = (SELECT number FROM surveys WHERE name = ?) AND kind = ? AND time > ?
          AND state > 0 AND kind IN ('service', 'name')
          """, arguments: [survey, kind.rawValue, Int64.min])
    }
    try database.execute(
      sql: "REPLACE INTO spans VALUES (?, ?, ?, ?)",
      arguments: [survey, kind.rawValue, time("MIN") ?? .max, time("MAX") ?? .min])
  }
}
