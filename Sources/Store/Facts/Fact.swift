import Bytes

/// One thing that a record says and that is counted.
struct Fact: Hashable, Sendable {
  /// Bytes of an answer or a detail; what is longer is cut.
  static let textMaximum = 256

  let topic: Topic
  let answer: String
  let detail: String

  init(_ topic: Topic, _ answer: String?, _ detail: String? = nil) {
    self.topic = topic
    self.answer = Self.cut(answer ?? "")
    self.detail = Self.cut(detail ?? "")
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > textMaximum else { return text }
    return String(decoding: text.utf8.prefix(textMaximum), as: UTF8.self)
  }
}

/// What a record says, for counting.
struct FactList: Sendable {
  /// How much each fact counts.
  private(set) var counts: [(fact: Fact, count: Int)] = []
  /// Facts that count once, however many records say them; each with whom they say it of.
  private(set) var members: [(fact: Fact, member: String)] = []

  /// Facts that most records have fewer of.
  private static let usual = 32
  /// More than anybody counts; a record that says more would make sums that no number can hold.
  private static let countMaximum = 1 << 40

  init() { counts.reserveCapacity(Self.usual) }

  mutating func add(_ topic: Topic, _ answer: String?, _ detail: String? = nil, count: Int = 1) {
    guard count > 0 else { return }
    counts.append((Fact(topic, answer, detail), min(count, Self.countMaximum)))
  }

  mutating func addOnce(
    _ topic: Topic, _ answer: String?, _ detail: String? = nil, of member: String
  ) {
    members.append((Fact(topic, answer, detail), member))
  }
}
