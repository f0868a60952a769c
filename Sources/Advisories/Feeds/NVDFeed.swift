import Bytes
import Records

/// Records of the National Vulnerability Database, in its JSON 2.0, of products that we know.
struct NVDFeed {
  struct Entry {
    var id: String
    var modified: String
    var description: String
    /// Of each product, canonical; none where nothing bounds its versions.
    var ranges: [String: [VersionRange]]
    /// The system that all of them are for; nil where they are for any.
    var system: Advisory.Requirement?
    var impact: Advisory.Impact
    var isAuthenticated: Bool?
    var cvss: Double?
    var cvssVersion: String?
  }

  let released: String
  /// The feed as a source that is named.
  var source: String { released.isEmpty ? "NVD's feed" : "NVD's feed of \(released)" }
  /// Records that the file has, of whatever product; rejected ones among them.
  private(set) var records = 0
  private(set) var entries: [Entry] = []

  /// Nil where the bytes are no such feed. Records of other products are passed over, and those
  /// that NVD has rejected.
  init?(_ bytes: ByteSlice, products: Set<String>) {
    guard let json = JSONValue(bytes, valuesMaximum: FeedLimits.values),
      json["format"].text == "NVD_CVE", json["version"].text == "2.0",
      let list = json["vulnerabilities"].list
    else { return nil }
    released = String((json["timestamp"].text ?? "").prefix(10))
    for one in list {
      let cve = one["cve"]
      guard let id = cve["id"].text else { continue }
      records += 1
      if cve["vulnStatus"].text == "Rejected" { continue }
      if let entry = Self.entry(id, cve, products) { entries.append(entry) }
    }
  }

  private static func entry(_ id: String, _ cve: JSONValue, _ products: Set<String>) -> Entry? {
    var ranges: [String: [VersionRange]] = [:]
    var systems: Set<Advisory.Requirement?> = []
    for configuration in cve["configurations"].list ?? [] {
      for node in configuration["nodes"].list ?? [] {
        for match in node["cpeMatch"].list ?? [] where match["vulnerable"].truth == true {
          guard let criteria = match["criteria"].text.flatMap({ CPEName($0) }) else { continue }
          let name = criteria.canonical
          let product = "\(name.vendor):\(name.product)"
          if products.contains(product) {
            systems.insert(system(criteria.targetSoftware))
            // One that is not said adds nothing to those that are.
            ranges[product, default: []] += name.version == "-" ? [] : [range(match, name)]
          }
        }
      }
    }
    guard !ranges.isEmpty else { return nil }
    ranges = ranges.mapValues { $0.contains { !$0.isUnbounded } ? $0 : [] }
    let texts = cve["descriptions"].list ?? []
    let english = texts.first { $0["lang"].text == "en" } ?? .null
    let metric = metric(cve["metrics"])
    let vector = CVSSVector(metric["vectorString"].text ?? "")
    let weaknesses = (cve["weaknesses"].list ?? []).flatMap { $0["description"].list ?? [] }
    return Entry(
      id: id, modified: String((cve["lastModified"].text ?? "").prefix(10)),
      description: english["value"].text ?? "", ranges: ranges,
      system: systems.count == 1 ? systems.first ?? nil : nil,
      impact: Weakness.impact(weaknesses.compactMap { $0["value"].text }, vector),
      isAuthenticated: vector.isAuthenticated, cvss: metric["baseScore"].double,
      cvssVersion: metric["version"].text)
  }

  private static func system(_ targetSoftware: String) -> Advisory.Requirement? {
    switch targetSoftware {
    case "linux", "linux_kernel": .linux
    case "windows": .windows
    default: nil
    }
  }

  /// The newest version's score, NVD's own where there is one.
  private static func metric(_ metrics: JSONValue) -> JSONValue {
    for name in ["cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2"] {
      let scores = metrics[name].list ?? []
      if let best = scores.first(where: { $0["type"].text == "Primary" }) ?? scores.first {
        return best["cvssData"]
      }
    }
    return .null
  }

  private static func range(_ match: JSONValue, _ name: CPEName) -> VersionRange {
    if name.version != "*" {
      let isPlain = name.update == "*" || name.update == "-"
      let text = name.version + (isPlain ? "" : ":\(name.update)")
      return VersionRange(exact: text.replacing("\\", with: ""))
    }
    return VersionRange(
      from: match["versionStartIncluding"].text,
      fromExcluded: match["versionStartExcluding"].text,
      to: match["versionEndIncluding"].text, toExcluded: match["versionEndExcluding"].text)
  }
}
