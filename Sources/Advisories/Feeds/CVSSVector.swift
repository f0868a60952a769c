/// The measures of a CVSS vector, of versions 2 to 4: `AV:N/AC:L/PR:N/…/C:H/I:H/A:H`.
struct CVSSVector {
  private var measures: [Substring: Substring] = [:]

  /// Measures that are not understood are passed over.
  init(_ text: String) {
    for part in text.split(separator: "/", maxSplits: 64) {
      let pair = part.split(separator: ":", maxSplits: 1)
      if pair.count == 2 { measures[pair[0]] = pair[1] }
    }
  }

  /// Whether it takes a login (privileges required; authentication in version 2); nil where the
  /// vector does not say.
  var isAuthenticated: Bool? { (measures["PR"] ?? measures["Au"]).map { $0 != "N" } }

  /// Whether what is confidential, whole or available is harmed.
  var harmsConfidentiality: Bool { harms("C", "VC") }
  var harmsIntegrity: Bool { harms("I", "VI") }
  var harmsAvailability: Bool { harms("A", "VA") }

  private func harms(_ name: Substring, _ nameInVersion4: Substring) -> Bool {
    (measures[name] ?? measures[nameInVersion4]).map { $0 != "N" } ?? false
  }
}
