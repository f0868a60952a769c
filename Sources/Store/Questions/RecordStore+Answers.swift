import Bytes
import Records

/// How often an answer came.
public struct Count: Equatable, Sendable {
  /// What was answered; of some topics in a store's own form.
  public var answer: String
  /// Empty where the topic has none, or it was not asked for.
  public var detail: String
  /// How often; 1 or more.
  public var number: Int

  /// An answer with its detail.
  public init(_ answer: String, _ detail: String, _ number: Int) {
    self.answer = answer
    self.detail = detail
    self.number = number
  }

  /// An answer without a detail.
  public init(_ answer: String, _ number: Int) { self.init(answer, "", number) }
}

/// A survey of a store.
public struct StoredSurvey: Equatable, Sendable {
  /// What is known of one kind of record.
  public struct Part: Equatable, Sendable {
    /// Which records it is about.
    public var kind: Record.Kind
    /// Records that count: of several about one thing the latest.
    public var records: Int
    /// The first and the last time; nil where the records have none.
    public var first: Timestamp?
    /// The last time; see `first`.
    public var last: Timestamp?
  }

  /// The label; empty for records without one.
  public var name: String
  /// What there is of each kind of record that it has.
  public var parts: [Part]

  /// The latest time of any record; nil where none has one.
  public var last: Timestamp? { parts.compactMap(\.last).max() }

  /// What there is of a kind; nil where there is nothing.
  public subscript(kind: Record.Kind) -> Part? { parts.first { $0.kind == kind } }
}

/// The questions, each as a call. All throw `StoreProblem`.
extension RecordStore {
  /// The counts of a topic, the most frequent first.
  public func counts(
    _ topic: Topic, of survey: String, limit: Int = Int(Int32.max)
  ) throws -> [Count] {
    try rows(.counts, values(topic, survey, limit)).map {
      Count($0[0].text, $0[1].text, $0[2].number)
    }
  }

  /// The counts of a topic's answers, whatever their details, the most frequent first.
  public func answers(
    _ topic: Topic, of survey: String, limit: Int = Int(Int32.max)
  ) throws -> [Count] {
    try rows(.answers, values(topic, survey, limit)).map { Count($0[0].text, "", $0[1].number) }
  }

  /// Of whom a topic is counted once each, and in how many records; the most frequent first.
  public func members(_ topic: Topic, of survey: String, limit: Int) throws -> [Count] {
    try rows(.members, values(topic, survey, limit)).map { Count($0[0].text, $0[1].number) }
  }

  /// How many there are of whom a topic is counted once each, with answers from one to another.
  public func members(
    _ topic: Topic, of survey: String, from: String, to: String
  ) throws -> Int {
    try rows(.membersBetween, values(topic, survey, from, to)).first?[0].number ?? 0
  }

  /// How many different answers to a topic there are, and how often one came.
  public func size(_ topic: Topic, of survey: String) throws -> (answers: Int, total: Int) {
    let row = try rows(.size, ["survey": .text(survey), "topic": .text(topic.rawValue)]).first
    return (row?[0].number ?? 0, row?[1].number ?? 0)
  }

  /// The counts of a topic in the order of its answers.
  public func series(
    _ topic: Topic, of survey: String, from: String = "", to: String = "\u{10FFFF}"
  ) throws -> [Count] {
    try rows(.series, values(topic, survey, from, to)).map {
      Count($0[0].text, $0[1].text, $0[2].number)
    }
  }

  /// The counts of a topic's answers with details in a range, each with its last detail.
  public func counts(
    _ topic: Topic, of survey: String, from: String, to: String
  ) throws -> [Count] {
    try rows(.between, values(topic, survey, from, to)).map {
      Count($0[0].text, $0[2].text, $0[1].number)
    }
  }

  /// How many services two surveys both found.
  public func shared(_ survey: String, _ earlier: String) throws -> Int {
    let values: Question.Values = ["survey": .text(survey), "earlier": .text(earlier)]
    return try rows(.shared, values).first?[0].number ?? 0
  }

  /// The services that two surveys both found, by what was wrong with them in each. Takes the
  /// longer, the more services the first survey has.
  public func sharedUrgencies(
    _ survey: String, _ other: String
  ) throws -> [(in: ServiceUrgency, inOther: ServiceUrgency, count: Int)] {
    try rows(.sharedUrgencies, ["survey": .text(survey), "other": .text(other)]).map {
      (ServiceUrgency(number: $0[0].number), ServiceUrgency(number: $0[1].number), $0[2].number)
    }
  }

  /// The services that are to be mended, the most urgent first, and how many there are.
  public func urgent(
    of survey: String, limit: Int
  ) throws -> (services: [ServiceRecord], count: Int) {
    let count = try rows(.urgentSize, ["survey": .text(survey)]).first?[0].number ?? 0
    let values: Question.Values = ["survey": .text(survey), "limit": .number(Int64(limit))]
    return (try rows(.urgent, values).compactMap { Self.service($0[0]) }, count)
  }

  /// The services of a survey that another one did not find, the most urgent first. Takes the
  /// longer, the more services the survey has.
  public func services(
    onlyOf survey: String, notOf other: String, limit: Int
  ) throws -> [ServiceRecord] {
    try rows(.alone, values(survey, other, limit)).compactMap { Self.service($0[0]) }
  }

  /// The services that two surveys both found and that are more urgent in the first, the most
  /// urgent first, each with what the other has of it. Takes the longer, the more services the
  /// first survey has.
  public func services(
    worseIn survey: String, than other: String, limit: Int
  ) throws -> [(record: ServiceRecord, other: ServiceRecord)] {
    try rows(.worse, values(survey, other, limit)).compactMap { row in
      guard let record = Self.service(row[0]), let other = Self.service(row[1]) else { return nil }
      return (record, other)
    }
  }

  private static func service(_ value: Question.Value) -> ServiceRecord? {
    guard case .service(let record)? = Record(stored: value.text) else { return nil }
    return record
  }

  /// The surveys, the latest first.
  public func surveys() throws -> [StoredSurvey] {
    var surveys: [StoredSurvey] = []
    for row in try rows(.surveys, [:]) {
      guard let kind = Record.Kind(rawValue: row[1].text) else { continue }
      // The rows of a survey stand together.
      if surveys.last?.name != row[0].text {
        surveys.append(StoredSurvey(name: row[0].text, parts: []))
      }
      surveys[surveys.count - 1].parts.append(
        .init(
          kind: kind, records: row[2].number, first: Self.time(row[3]), last: Self.time(row[4])))
    }
    return surveys.sorted {
      ($1.last ?? .distantPast, $0.name) < ($0.last ?? .distantPast, $1.name)
    }
  }

  /// What became of the inputs that the records of a survey were read from.
  public func readings(of survey: String) throws -> [StoredReading] {
    try rows(.readings, ["survey": .text(survey)]).map { row in
      StoredReading(
        kind: Record.Kind(rawValue: row[0].text), path: row[1].text, lines: row[2].number,
        malformed: row[3].number, lost: row[4].number, isUnread: row[5].number != 0,
        problem: row[6].text.isEmpty ? nil : row[6].text)
    }
  }

  /// What knowledge the records were made with.
  public func knowledge() throws -> [(kind: String, text: String)] {
    try rows(.knowledge, [:]).map { ($0[0].text, $0[1].text) }
  }

  private static func time(_ value: Question.Value) -> Timestamp? {
    guard case .number(let number) = value, number != .min, number != .max else { return nil }
    return Timestamp(milliseconds: number)
  }

  private func values(_ survey: String, _ other: String, _ limit: Int) -> Question.Values {
    ["survey": .text(survey), "other": .text(other), "limit": .number(Int64(limit))]
  }

  private func values(_ topic: Topic, _ survey: String, _ limit: Int) -> Question.Values {
    ["survey": .text(survey), "topic": .text(topic.rawValue), "limit": .number(Int64(limit))]
  }

  private func values(
    _ topic: Topic, _ survey: String, _ from: String, _ to: String
  ) -> Question.Values {
    [
      "survey": .text(survey), "topic": .text(topic.rawValue), "from": .text(from),
      "to": .text(to),
    ]
  }
}

extension Timestamp {
  fileprivate static let distantPast = Timestamp(milliseconds: .min)
}
