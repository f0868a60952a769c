import Bytes
import Records

/// Records of the National Vulnerability Database, in its JSON 2.0, of products that we know.
struct NVDFeed {
  struct Entry {
    var id: String
    var modified: String
    var description: String
    /// Of each product, canonical.
    var ranges: [String: [VersionRange]]
    var cvss: Double?
    var cvssVersion: String?
  }

  let released: String
  var entries: [Entry] = []

  /// Nil where the bytes are no such feed. Records of other products are passed over.
  init?(_ bytes: ByteSlice, products: Set<String>) {
    guard let json = JSONValue(bytes, valuesMaximum: FeedLimits.values),
      let list = json["vulnerabilities"].list
    else { return nil }
    released = String((json["timestamp"].text ?? "").prefix(10))
    for one in list {
      if let entry = Self.entry(one["cve"], products) { entries.append(entry) }
    }
  }

  private static func entry(_ cve: JSONValue, _ products: Set<String>) -> Entry? {
    guard let id = cve["id"].text else { return nil }
    var ranges: [String: [VersionRange]] = [:]
    for configuration in cve["configurations"].list ?? [] {
      for node in configuration["nodes"].list ?? [] {
        for match in node["cpeMatch"].list ?? [] where match["vulnerable"].truth == true {
          guard let name = match["criteria"].text.flatMap({ CPEName($0) })?.canonical else {
            continue
          }
          let product = "\(name.vendor):\(name.product)"
          if products.contains(product) {
            ranges[product, default: []] += range(match, name).map { [$0] } ?? []
          }
        }
      }
    }
    guard !ranges.isEmpty else { return nil }
    let texts = cve["descriptions"].list ?? []
    let english = texts.first { $0["lang"].text == "en" } ?? .null
    var entry = Entry(
      id: id, modified: String((cve["lastModified"].text ?? "").prefix(10)),
      description: english["value"].text ?? "", ranges: ranges)
    for metric in ["cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2"] {
      let scores = cve["metrics"][metric].list ?? []
      guard let best = scores.first(where: { $0["type"].text == "Primary" }) ?? scores.first
      else { continue }
      entry.cvss = best["cvssData"]["baseScore"].double
      entry.cvssVersion = best["cvssData"]["version"].text
      break
    }
    return entry
  }

  /// Nil where all versions are meant.
  private static func range(_ match: JSONValue, _ name: CPEName) -> VersionRange? {
    if name.version != "*", name.version != "-" {
      let isPlain = name.update == "*" || name.update == "-"
      let text = name.version + (isPlain ? "" : ":\(name.update)")
      return VersionRange(exact: text.replacing("\\", with: ""))
    }
    let range = VersionRange(
      from: match["versionStartIncluding"].text,
      fromExcluded: match["versionStartExcluding"].text,
      to: match["versionEndIncluding"].text, toExcluded: match["versionEndExcluding"].text)
    return range == VersionRange() ? nil : range
  }
}
