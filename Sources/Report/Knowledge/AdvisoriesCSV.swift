import Advisories

/// Known vulnerabilities as CSV (RFC 4180).
public enum AdvisoriesCSV {
  /// The names of the columns, ended by CRLF.
  public static let header = CSVCell.row(
    [
      "id", "family", "products", "versions", "impact", "authenticated", "component", "condition",
      "cvss", "cvss_version", "known_exploited", "known_exploited_since", "knowledge", "sources",
      "note", "reviewed", "mended_in_place",
    ])

  /// One advisory, ended by CRLF. What is not known is empty.
  public static func row(_ advisory: Advisory) -> String {
    // Its type is told: found out, it takes the compiler seconds.
    let texts: [String?] = [
      advisory.id, advisory.family, advisory.products.joined(separator: "; "),
      advisory.versionWords, advisory.impact.rawValue, advisory.isAuthenticated?.description,
      advisory.component, advisory.condition, advisory.cvss?.description, advisory.cvssVersion,
      advisory.isKnownExploited?.description, advisory.knownExploitedSince, advisory.knowledge,
      advisory.sources.joined(separator: "; "), advisory.note, advisory.reviewed,
      advisory.mendedInPlace.map(\.words).joined(separator: "; "),
    ]
    return CSVCell.row(texts.map { $0 ?? "" })
  }
}
