import Advisories
import Bytes
import Identification
import Records
import Testing

@Suite struct EmbeddedAdvisoriesTests {
  @Test func allAreRead() {
    let catalogue = AdvisoryCatalogue.embedded
    #expect(catalogue.problems == [])
    #expect(catalogue.advisories.count > 100)
    #expect(catalogue.knowledge >= catalogue.exploitedKnowledge)
    #expect(Set(catalogue.advisories.map(\.id)).count == catalogue.advisories.count)
  }

  /// An advisory that asks for what nobody can judge is none: it would hold for all.
  @Test(arguments: [("linux, setting", 1), ("linux,anonymous", 1), ("linux, anonymus", 0)])
  func unknownRequirementsAreRefused(_ requires: String, _ count: Int) {
    let json = """
      {"advisories": [{"id": "X-1", "products": ["a:b"], "impact": "rce", "component": "ftpd",
        "knowledge": "2026-11", "requires": "\(requires)"}]}
      """
    let catalogue = Array(json.utf8).withSlice { AdvisoryCatalogue(json: $0, name: "own") }
    #expect(catalogue.advisories.count == count)
    #expect(catalogue.problems.count == 1 - count)
  }

  /// No advisory is of a product that no fingerprint names.
  @Test func everyProductHasAFingerprint() {
    let parameters = FingerprintLibrary.embedded().databases.flatMap(\.fingerprints)
      .flatMap(\.parameters).filter { $0.name.hasSuffix(".cpe23") }
    let names = parameters.compactMap { CPEName($0.value)?.canonical }
    let named = Set(names.map { "\($0.vendor):\($0.product)" })
    for advisory in AdvisoryCatalogue.embedded.advisories {
      #expect(named.isSuperset(of: advisory.products), "\(advisory.id)")
    }
  }

  /// Under each name that vulnerability databases have for a product, and its family's.
  @Test(arguments: [
    "microsoft:iis", "iis", "rhinosoft:serv-u", "serv-u_ftp_server", "vsftpd:vsftpd", "ws_ftp",
    "WS_FTP Server", "Titan", "proftpd", "microsoft iis ftp", "progress:ws_ftp_server",
  ])
  func productsAreFound(_ name: String) {
    #expect(!AdvisoryCatalogue.embedded.filtered(product: name).isEmpty)
  }

  @Test(arguments: ["", "ftp", "server", "microsoft:windows", "proftp"])
  func othersAreNot(_ name: String) {
    #expect(AdvisoryCatalogue.embedded.filtered(product: name).isEmpty)
  }
}
