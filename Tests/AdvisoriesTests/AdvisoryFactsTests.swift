import Advisories
import Foundation
import Testing

/// The catalogue against the facts that it was made of, where they are at hand.
@Suite struct AdvisoryFactsTests {
  private static let rows: [[String]] = {
    guard let logs = ProcessInfo.processInfo.environment["FTPSCOPE_SAMPLES"] else { return [] }
    let file = URL(fileURLWithPath: logs).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "data/ftp-cves.tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }()

  @Test(.enabled(if: !rows.isEmpty, "FTPSCOPE_SAMPLES is not set, or the facts are absent"))
  func everyFactIsThere() throws {
    let catalogue = AdvisoryCatalogue.embedded
    for row in Self.rows {
      let advisory = try #require(catalogue.advisories.first { $0.id == row[2] }, "\(row[2])")
      #expect(advisory.family == row[0], "\(row[2])")
      #expect(
        advisory.isKnownExploited == (row[6].hasPrefix("unknown") ? nil : row[6].hasPrefix("yes")))
      if let score = row[5].split(separator: " ").first.flatMap({ Double($0) }) {
        #expect(advisory.cvss == score, "\(row[2])")
      }
      if row[4].hasPrefix("DoS"), !row[4].contains("RCE") { #expect(advisory.impact == .dos) }
      if row[4].contains(" unauth") { #expect(advisory.isAuthenticated == false, "\(row[2])") }
    }
  }
}
