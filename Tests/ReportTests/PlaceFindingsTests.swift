import Store
import Testing

@testable import Report

@Suite struct PlaceFindingsTests {
  /// A network that changed its name is one; those without a number are told apart by their names.
  @Test func networksAreCountedOnce() throws {
    let networks = [
      Count("AS64496", "Old", 3), Count("AS64500", "Other", 5), Count("AS64496", "New", 4),
      Count("", "Nameless", 2), Count("", "Unnumbered", 1),
    ]
    let found = try #require(PlaceFindings([.network: networks]))
    #expect(
      found.networks == [
        Count("AS64496", "New", 7), Count("AS64500", "Other", 5), Count("", "Nameless", 2),
        Count("", "Unnumbered", 1),
      ])
    #expect(found.networkCount == found.networks.count)
    // A record without the name hides none that is known.
    let mixed = [Count("AS64496", "", 9), Count("AS64496", "New", 4), Count("AS64496", "Old", 3)]
    #expect(PlaceFindings([.network: mixed])?.networks == [Count("AS64496", "New", 16)])
  }
}
