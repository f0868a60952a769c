/// A question in SQL that SQLite and ClickHouse both take. Values stand in it as ClickHouse has
/// them, `{name:Type}`; that is the one place where the dialects differ, and each store sees to it.
public struct Question: Sendable {
  /// What stands for a value in a question, or is in an answer.
  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Int64)

    /// The text; of a number its digits.
    public var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      }
    }

    /// The number; of a text the one that it writes, else 0.
    public var number: Int {
      switch self {
      case .text(let text): Int(text) ?? 0
      case .number(let number): Int(number)
      }
    }
  }

  /// Values by their names. A survey is named by its label, empty for records without one.
  public typealias Values = [String: Value]

  /// The SQL, with a placeholder for each value.
  public let sql: String
}

extension Question {
  /// How often each answer to a topic came: answer, detail, count; the most frequent first.
  static let counts = Question(
    sql: """
      SELECT answer, detail, SUM(number) AS total FROM tallies
      WHERE survey = {survey:String} AND topic = {topic:String}
      GROUP BY answer, detail HAVING SUM(number) > 0
      ORDER BY total DESC, answer, detail LIMIT {limit:UInt32}
      """)

  /// As `counts`, without the detail.
  static let answers = Question(
    sql: """
      SELECT answer, SUM(number) AS total FROM tallies
      WHERE survey = {survey:String} AND topic = {topic:String}
      GROUP BY answer HAVING SUM(number) > 0
      ORDER BY total DESC, answer LIMIT {limit:UInt32}
      """)

  /// How many different answers to a topic there are, and how often one came.
  static let size = Question(
    sql: """
      SELECT COUNT(*), COALESCE(SUM(total), 0) FROM (
        SELECT answer, SUM(number) AS total FROM tallies
        WHERE survey = {survey:String} AND topic = {topic:String}
        GROUP BY answer HAVING SUM(number) > 0)
      """)

  /// Who was counted once, and how many records say it of them; the most frequent first.
  static let members = Question(
    sql: """
      SELECT member, SUM(number) AS total FROM members
      WHERE survey = {survey:String} AND topic = {topic:String}
      GROUP BY member HAVING SUM(number) > 0
      ORDER BY total DESC, member LIMIT {limit:UInt32}
      """)

  /// How many there are who were counted once with answers from one to another.
  static let membersBetween = Question(
    sql: """
      SELECT COUNT(*) FROM (
        SELECT member FROM members
        WHERE survey = {survey:String} AND topic = {topic:String}
        AND answer >= {from:String} AND answer <= {to:String}
        GROUP BY member HAVING SUM(number) > 0)
      """)

  /// The answers in their own order, from one to another: answer, detail, count.
  static let series = Question(
    sql: """
      SELECT answer, detail, SUM(number) AS total FROM tallies
      WHERE survey = {survey:String} AND topic = {topic:String}
      AND answer >= {from:String} AND answer <= {to:String}
      GROUP BY answer, detail HAVING SUM(number) > 0
      ORDER BY answer, detail
      """)

  /// How often each answer came whose detail is in a range: answer, count, the last detail.
  static let between = Question(
    sql: """
      SELECT answer, SUM(number) AS total, MAX(detail) FROM tallies
      WHERE survey = {survey:String} AND topic = {topic:String}
      AND detail >= {from:String} AND detail <= {to:String}
      GROUP BY answer HAVING SUM(number) > 0
      ORDER BY total DESC, answer
      """)

  /// The surveys: label, kind of record, count, and the first and last time in
  /// milliseconds since 1970.
  static let surveys = Question(
    sql: """
      SELECT spans.survey, spans.kind, SUM(tallies.number), MIN(spans.first), MAX(spans.last)
      FROM spans JOIN tallies ON tallies.survey = spans.survey AND tallies.answer = spans.kind
      WHERE tallies.topic = 'record'
      GROUP BY spans.survey, spans.kind ORDER BY spans.survey, spans.kind
      """)

  /// How many services two surveys both found.
  static let shared = Question(
    sql: """
      SELECT SUM(number) FROM overlaps
      WHERE (survey = {survey:String} AND other = {earlier:String})
      OR (survey = {earlier:String} AND other = {survey:String})
      """)

  /// The services of a survey that are to be mended, the most urgent first: JSON.
  static let urgent = Question(
    sql: """
      SELECT json FROM stored
      WHERE survey = (SELECT number FROM surveys WHERE name = {survey:String})
      AND state = 2 AND urgency > 0
      ORDER BY urgency DESC, number LIMIT {limit:UInt32}
      """)

  /// How many these are.
  static let urgentSize = Question(
    sql: """
      SELECT COUNT(*) FROM stored
      WHERE survey = (SELECT number FROM surveys WHERE name = {survey:String})
      AND state = 2 AND urgency > 0
      """)

  /// The services that two surveys both found, by their urgencies: that in the one survey, that in
  /// the other, count. Looks at each service of the one survey.
  static let sharedUrgencies = Question(
    sql: """
      SELECT one.urgency, other.urgency, COUNT(*)
      FROM stored AS one CROSS JOIN stored AS other
      WHERE one.survey = (SELECT number FROM surveys WHERE name = {survey:String})
      AND one.state = 2 AND other.kind = 'service' AND other.subject = one.subject
      AND other.survey = (SELECT number FROM surveys WHERE name = {other:String})
      AND other.state = 2
      GROUP BY one.urgency, other.urgency ORDER BY one.urgency, other.urgency
      """)

  /// The services of a survey that another one did not find, the most urgent first: JSON. Looks at
  /// each service of the survey.
  static let alone = Question(
    sql: """
      SELECT one.json FROM stored AS one
      WHERE one.survey = (SELECT number FROM surveys WHERE name = {survey:String})
      AND one.state = 2 AND NOT EXISTS (
        SELECT 1 FROM stored AS other
        WHERE other.kind = 'service' AND other.subject = one.subject
        AND other.survey = (SELECT number FROM surveys WHERE name = {other:String})
        AND other.state = 2)
      ORDER BY one.urgency DESC, one.number LIMIT {limit:UInt32}
      """)

  /// The services that two surveys both found and that are more urgent in the one, the most urgent
  /// first: JSON of the one, of the other. Looks at each service of the one survey.
  static let worse = Question(
    sql: """
      SELECT one.json, other.json
      FROM stored AS one CROSS JOIN stored AS other
      WHERE one.survey = (SELECT number FROM surveys WHERE name = {survey:String})
      AND one.state = 2 AND other.kind = 'service' AND other.subject = one.subject
      AND other.survey = (SELECT number FROM surveys WHERE name = {other:String})
      AND other.state = 2 AND one.urgency > other.urgency
      ORDER BY one.urgency DESC, one.number LIMIT {limit:UInt32}
      """)

  /// What became of the inputs of a survey: kind, path, lines, malformed and lost ones, whether it
  /// is unread, why.
  static let readings = Question(
    sql: """
      SELECT kind, path, lines, malformed, lost, unread, problem FROM readings
      WHERE survey = {survey:String} ORDER BY kind, path
      """)

  /// What knowledge the records were made with: kind, text.
  static let knowledge = Question(sql: "SELECT kind, text FROM knowledge ORDER BY kind, text")
}
