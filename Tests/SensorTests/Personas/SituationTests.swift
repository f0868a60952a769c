import Testing

@testable import Sensor

@Suite struct SituationTests {
  @Test(arguments: Situation.allCases) func plainWordsAreAReply(_ situation: Situation) throws {
    #expect(situation.name.allSatisfy { $0.isLetter || $0.isNumber })
    let reply = try ReplyTemplate(situation.defaultReply, isOpening: situation.isOpening)
    #expect(reply.code != nil)
    #expect(situation == .noop || situation.defaultReply != "200 OK.")
  }

  /// What is said like another is a kind of something in the end.
  @Test(arguments: Situation.allCases) func generalOnesEnd(_ situation: Situation) {
    var seen: Set<Situation> = []
    var next: Situation? = situation
    while let current = next, seen.insert(current).inserted { next = current.general }
    #expect(next == nil)
  }
}
