import Bytes
import Records
import Testing

@testable import Advisories

@Suite struct FeedTests {
  static let nvd = """
    {"format":"NVD_CVE","version":"2.0","timestamp":"2027-01-02T00:00:00.000","vulnerabilities":[
    {"cve":{"id":"CVE-2023-51713","lastModified":"2027-01-01T00:00:00.000",
    "metrics":{"cvssMetricV31":[{"type":"Primary","cvssData":{"version":"3.1","baseScore":9.9}}]},
    "configurations":[{"nodes":[{"cpeMatch":[{"vulnerable":true,
    "criteria":"cpe:2.3:a:proftpd:proftpd:*:*:*:*:*:*:*:*","versionEndExcluding":"1.3.5a"}]}]}]}},
    {"cve":{"id":"CVE-2027-99999","lastModified":"2027-01-01T00:00:00.000",
    "weaknesses":[{"description":[{"lang":"en","value":"CWE-22"}]}],
    "metrics":{"cvssMetricV31":[{"type":"Primary","cvssData":{"version":"3.1","baseScore":6.5,
    "vectorString":"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N"}}]},
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
    Array(Self.nvd.utf8).withSlice { _ = catalogue.merge(nvd: $0, name: "nvd.json") }
    let known = catalogue.advisories.first { $0.id == "CVE-2023-51713" }
    #expect(known?.ranges == [VersionRange(toExcluded: "1.3.5a")])
    #expect(known?.cvss == 9.9 && known?.component == "ftpd")
    #expect(
      known?.sources == [
        "CVE", "USN-7297-1", "NVD's feed of 2027-01-02: versions of proftpd:proftpd, CVSS",
      ])
    let new = catalogue.advisories.first { $0.id == "CVE-2027-99999" }
    #expect(new?.products == ["vsftpd_project:vsftpd"])
    #expect(new?.impact == .traversal && new?.isAuthenticated == true)
    #expect(new?.sources == ["NVD's feed of 2027-01-02"])
    #expect(!catalogue.advisories.contains { $0.id == "CVE-2027-99998" })
    #expect(catalogue.knowledge == "2027-01-02" && catalogue.problems == [])
  }

  @Test func kevIsMerged() {
    var catalogue = AdvisoryCatalogue.embedded
    let count = Array(Self.kev.utf8).withSlice { catalogue.merge(kev: $0, name: "kev.json") }
    #expect(count == 1)
    let found = catalogue.advisories.first { $0.id == "CVE-2011-2523" }
    #expect(found?.isKnownExploited == true && found?.knownExploitedSince == "2027-01-03")
    #expect(catalogue.knowledge == AdvisoryCatalogue.embedded.knowledge)
    #expect(catalogue.exploitedKnowledge == "2027-01-03")
  }

  /// A record of NVD's with what is vulnerable in it.
  private static func feed(
    _ matches: [String], id: String = "CVE-2027-99999", status: String = "Analyzed"
  ) -> [UInt8] {
    let all = matches.map { #"{"vulnerable":true,"criteria":"cpe:2.3:a:\#($0)}"# }
    let text = """
      {"format":"NVD_CVE","version":"2.0","timestamp":"2027-01-02T00:00:00.000","vulnerabilities":[
      1, null, {"cve":{"id":"\(id)","lastModified":"2027-01-01T00:00:00.000",
      "vulnStatus":"\(status)","configurations":[{"nodes":[{"cpeMatch":[
      \(all.joined(separator: ","))]}]}]}}]}
      """
    return Array(text.utf8)
  }

  private static let rest = ":*:*:*:*:*:*:*:*\""

  @Test func productsHaveTheirOwnRanges() {
    var catalogue = AdvisoryCatalogue.embedded
    let bytes = Self.feed([
      "vsftpd_project:vsftpd\(Self.rest),\"versionEndExcluding\":\"3.0.4\"",
      "proftpd:proftpd\(Self.rest),\"versionEndExcluding\":\"1.3.8\"",
    ])
    let found = bytes.withSlice { catalogue.merge(nvd: $0, name: "nvd.json") }
    #expect(found.records == 1 && found.taken == 1)
    let judge = AdvisoryJudge(catalogue)
    func has(_ name: String) -> Bool {
      var record = ServiceRecord(ip: "", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
      record.product = ServiceProduct()
      record.product?.cpe23 = "cpe:2.3:a:\(name)"
      return judge.judge(record).advisories.contains { $0.id == "CVE-2027-99999" }
    }
    #expect(has("proftpd:proftpd:1.3.7") && !has("proftpd:proftpd:1.3.9a"))
    #expect(has("vsftpd:vsftpd:3.0.3") && !has("vsftpd:vsftpd:3.0.5"))
  }

  /// A product of which all versions are meant stays so beside a version that is named.
  @Test func allVersionsBesideOne() {
    var catalogue = AdvisoryCatalogue.embedded
    let bytes = Self.feed([
      "vsftpd_project:vsftpd\(Self.rest)", "vsftpd_project:vsftpd:1.0.0:*:*:*:*:*:*:*\"",
      "proftpd:proftpd:-:*:*:*:*:*:*:*\"", "proftpd:proftpd:1.3.5:*:*:*:*:*:*:*\"",
    ])
    bytes.withSlice { _ = catalogue.merge(nvd: $0, name: "nvd.json") }
    func found(_ name: String) -> ServiceAdvisory? {
      var record = ServiceRecord(ip: "", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
      record.product = ServiceProduct()
      record.product?.cpe23 = "cpe:2.3:a:\(name)"
      return AdvisoryJudge(catalogue).judge(record).advisories.first { $0.id == "CVE-2027-99999" }
    }
    #expect(found("vsftpd:vsftpd:3.0.5")?.certainty == .possible)
    #expect(
      found("vsftpd:vsftpd:3.0.5")?.why?.hasPrefix(
        "Version 3.0.5; affected: any version, 1.0.0") == true)
    #expect(found("vsftpd:vsftpd:1.0.0")?.certainty == .conditional)
    #expect(found("proftpd:proftpd:1.3.8") == nil && found("proftpd:proftpd:1.3.5") != nil)
  }

  /// What a maker's notes say holds against a newer record; a product that we lack comes from it.
  @Test func reviewedVersionsHold() throws {
    var catalogue = AdvisoryCatalogue.embedded
    let ours = try #require(catalogue.advisories.first { $0.id == "CVE-2019-12815" })
    let bytes = Self.feed(
      [
        "proftpd:proftpd\(Self.rest),\"versionEndIncluding\":\"1.3.5b\"",
        "siemens:simatic_net_cp_1543-1\(Self.rest),\"versionEndExcluding\":\"2.2\"",
      ], id: ours.id)
    bytes.withSlice {
      _ = catalogue.merge(nvd: $0, name: "n", products: ["siemens:simatic_net_cp_1543-1"])
    }
    let merged = try #require(catalogue.advisories.first { $0.id == ours.id })
    #expect(
      merged.ranges == [
        VersionRange(from: "1.3.4rc1", toExcluded: "1.3.6a", product: "proftpd:proftpd"),
        VersionRange(toExcluded: "2.2", product: "siemens:simatic_net_cp_1543-1"),
      ])
    #expect(merged.reviewed != nil && merged.sources.starts(with: ours.sources))
    #expect(
      merged.sources.last
        == "NVD's feed of 2027-01-02: versions of siemens:simatic_net_cp_1543-1")
  }

  /// What is in the builds for one system alone has that for its condition.
  @Test(
    arguments: [
      (["linux"], "it runs on Linux"), (["windows", "windows"], "it runs on Windows"),
      (["linux", "windows"], nil), (["linux", "*"], nil), (["*"], nil), (["wordpress"], nil),
    ] as [([String], String?)])
  func systems(_ targets: [String], _ condition: String?) {
    var catalogue = AdvisoryCatalogue.embedded
    let bytes = Self.feed(targets.map { "solarwinds:serv-u:*:*:*:*:*:\($0):*:*\"" })
    bytes.withSlice { _ = catalogue.merge(nvd: $0, name: "nvd.json") }
    let found = catalogue.advisories.first { $0.id == "CVE-2027-99999" }
    #expect(found?.condition == condition && found?.requirements.isEmpty == (condition == nil))
  }

  @Test func productsWithoutAnAdvisoryAreTaken() {
    var catalogue = AdvisoryCatalogue.embedded
    let bytes = Self.feed(["example:own_ftp\(Self.rest)"])
    #expect(bytes.withSlice { catalogue.merge(nvd: $0, name: "nvd.json") }.taken == 0)
    let products: Set = ["example:own_ftp"]
    let found = bytes.withSlice { catalogue.merge(nvd: $0, name: "n", products: products) }
    #expect(found.taken == 1 && catalogue.filtered(product: "own_ftp").count == 1)
  }

  @Test func rejectedRecordsAreNotTaken() {
    var catalogue = AdvisoryCatalogue.embedded
    let bytes = Self.feed(["vsftpd_project:vsftpd\(Self.rest)"], status: "Rejected")
    #expect(bytes.withSlice { catalogue.merge(nvd: $0, name: "nvd.json") }.taken == 0)
  }

  /// Hotfixes that NVD lists by their names, beside a greeting with a build's number.
  @Test func buildsBesideHotfixes() {
    var catalogue = AdvisoryCatalogue.embedded
    let end = ":*:*:*:*:*:*\""
    let bytes = Self.feed([
      "solarwinds:serv-u:15.4.2:-\(end)", "solarwinds:serv-u:15.4.2:hotfix1\(end)",
    ])
    bytes.withSlice { _ = catalogue.merge(nvd: $0, name: "nvd.json") }
    var record = ServiceRecord(ip: "", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
    record.product = ServiceProduct()
    record.product?.cpe23 = "cpe:2.3:a:solarwinds:serv-u:15.4.2.126"
    let found = AdvisoryJudge(catalogue).judge(record).advisories
    #expect(found.first { $0.id == "CVE-2027-99999" }?.certainty == .possible)
  }

  @Test(arguments: [
    "", "{", "[]", "{\"vulnerabilities\":7}", "\u{0}",
    "{\"vulnerabilities\":[1,null]}", "{\"dateReleased\":\"2027-01-03\",\"vulnerabilities\":[1]}",
  ])
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
