import Sensor
import Testing

@Suite struct SituationTests {
  @Test func namesAreWords() {
    #expect(Situation.allCases.allSatisfy { $0.rawValue.allSatisfy { $0.isLetter } })
  }
}
