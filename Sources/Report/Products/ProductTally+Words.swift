import Records

extension ProductTally.Entry {
  private static let advisoriesShown = 3

  /// `ProFTPD 1.3.5`.
  var words: String {
    [name.product, name.version].compactMap { $0 }.joined(separator: " ")
  }

  /// `2 confirmed, 1 possible: CVE-2011-2523, …`; `–` where there are none.
  var advisoryWords: String {
    let advisories = ranked
    guard !advisories.isEmpty else { return "–" }
    let counts = [ServiceAdvisory.Certainty.confirmed, .conditional, .possible].compactMap {
      certainty in
      let count = advisories.count { $0.certainty == certainty }
      return count > 0 ? "\(count) \(certainty.rawValue)" : nil
    }
    let ids = advisories.prefix(Self.advisoriesShown).map(\.id).joined(separator: ", ")
    let more = advisories.count > Self.advisoriesShown ? " …" : ""
    return "\(counts.joined(separator: ", ")): \(ids)\(more)"
  }

  /// Whether a service surely has one.
  var hasConfirmed: Bool { advisories.values.contains { $0.certainty == .confirmed } }
}
