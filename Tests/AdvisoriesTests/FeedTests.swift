import Advisories
import Bytes
import Testing

@Suite struct FeedTests {
  static let nvd = """
    {"timestamp":"2027-01-02T00:00:00.000","vulnerabilities":[
    {"cve":{"id":"CVE-2015-3306","lastModified":"2027-01-01T00:00:00.000",
    "metrics":{"cvssMetricV31":[{"type":"Primary","cvssData":{"version":"3.1","baseScore":9.9}}]},
    "configurations":[{"nodes":[{"cpeMatch":[{"vulnerable":true,
    "criteria":"cpe:2.3:a:proftpd:proftpd:*:*:*:*:*:*:*:*","versionEndExcluding":"1.3.5a"}]}]}]}},
    {"cve":{"id":"CVE-2027-99999","lastModified":"2027-01-01T00:00:00.000",
    "configurations":[{"nodes":[{"cpeMatch":[{"vulnerable":true,
    "criteria":"cpe:2.3:a:vsftpd:vsftpd:3.0.5:*:*:*:*:*:*:*"}]}]}]}},
    {"cve":{"id":"CVE-2027-99998","configurations":[{"nodes":[{"cpeMatch":[{"vulnerable":true,
    "criteria":"cpe:2.3:a:example:other:1:*:*:*:*:*:*:*"}]}]}]}}]}
    """
  static let kev = """
    {"dateReleased":"2027-01-03T00:00:00Z","vulnerabilities":[
    {"cveID":"CVE-2011-2523","dateAdded":"2027-01-03"}]}
    """

  @Test func nvdIsMerged() {
    var catalogue = AdvisoryCatalogue.embedded
    Array(Self.nvd.utf8).withSlice { catalogue.merge(nvd: $0, name: "nvd.json") }
    let known = catalogue.advisories.first { $0.id == "CVE-2015-3306" }
    #expect(known?.ranges == [VersionRange(toExcluded: "1.3.5a")])
    #expect(known?.cvss == 9.9 && known?.component == "mod_copy")
    let new = catalogue.advisories.first { $0.id == "CVE-2027-99999" }
    #expect(new?.products == ["vsftpd_project:vsftpd"])
    #expect(!catalogue.advisories.contains { $0.id == "CVE-2027-99998" })
    #expect(catalogue.knowledge == "2027-01-02" && catalogue.problems == [])
  }

  @Test func kevIsMerged() {
    var catalogue = AdvisoryCatalogue.embedded
    Array(Self.kev.utf8).withSlice { catalogue.merge(kev: $0, name: "kev.json") }
    let found = catalogue.advisories.first { $0.id == "CVE-2011-2523" }
    #expect(found?.isKnownExploited == true && found?.knownExploitedSince == "2027-01-03")
  }

  @Test(arguments: ["", "{", "[]", "{\"vulnerabilities\":7}", "\u{0}"])
  func whatIsNoFeedIsAProblem(_ text: String) {
    var catalogue = AdvisoryCatalogue.embedded
    Array(text.utf8).withSlice {
      catalogue.merge(nvd: $0, name: "nvd.json")
      catalogue.merge(kev: $0, name: "kev.json")
    }
    #expect(catalogue.problems.count == 2)
    #expect(catalogue.problems.first?.hasPrefix("nvd.json: ") == true)
  }
}
