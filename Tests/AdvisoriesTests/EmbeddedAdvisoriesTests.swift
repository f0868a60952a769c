import Advisories
import Records
import Testing

@Suite struct EmbeddedAdvisoriesTests {
  @Test func fileIsEmbedded() { #expect(JSONValue(EmbeddedAdvisories.json) != nil) }
}
