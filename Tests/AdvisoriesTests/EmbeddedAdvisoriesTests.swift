import Advisories
import Testing

@Suite struct EmbeddedAdvisoriesTests {
  @Test func allAreRead() {
    let catalogue = AdvisoryCatalogue.embedded
    #expect(catalogue.problems == [])
    #expect(catalogue.advisories.count > 100)
    #expect(Set(catalogue.advisories.map(\.id)).count == catalogue.advisories.count)
  }
}
