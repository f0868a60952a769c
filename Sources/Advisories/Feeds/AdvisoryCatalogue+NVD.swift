import Bytes

extension AdvisoryCatalogue {
  /// Takes over from NVD's JSON 2.0 what it says of the products that we know: ranges and CVSS
  /// where it is newer than we are, and vulnerabilities and products that we lack. Our component,
  /// condition and impact stay, and so do ranges that were reviewed. A file that is none is a
  /// problem.
  /// - Parameter products: more products to heed than the catalogue's own, as `vendor:product`.
  /// - Returns: how many records the file has, and how many were of these products.
  @discardableResult
  public mutating func merge(
    nvd bytes: ByteSlice, name: String, products: Set<String> = []
  ) -> (records: Int, taken: Int) {
    guard let feed = NVDFeed(bytes, products: products.union(advisories.flatMap(\.products)))
    else {
      problems.append("\(name): no records of the National Vulnerability Database (JSON 2.0)")
      return (0, 0)
    }
    var places: [String: Int] = [:]
    for (index, advisory) in advisories.enumerated() { places[advisory.id] = index }
    for entry in feed.entries {
      if let place = places[entry.id] {
        Self.update(&advisories[place], entry, feed.source)
      } else {
        places[entry.id] = advisories.count
        advisories.append(added(entry, feed.source))
      }
    }
    knowledge = max(knowledge, feed.released)
    return (feed.records, feed.entries.count)
  }

  private static func update(
    _ advisory: inout Advisory, _ entry: NVDFeed.Entry, _ source: String
  ) {
    guard entry.modified > advisory.knowledge else { return }
    let before = advisory
    let added = entry.ranges.keys.filter { !before.products.contains($0) }.sorted()
    advisory.products += added
    var taken = added
    advisory.ranges = ranges(of: advisory.products) { product in
      let new = entry.ranges[product] ?? []
      guard before.products.contains(product) else { return new }
      if before.reviewed == nil, !new.isEmpty {
        taken.append(product)
        return new
      }
      return before.ranges.filter { $0.product == nil || $0.product == product }
    }
    var parts = taken.isEmpty ? [] : ["versions of \(taken.joined(separator: ", "))"]
    if let cvss = entry.cvss {
      advisory.cvss = cvss
      advisory.cvssVersion = entry.cvssVersion
      parts.append("CVSS")
    }
    if !parts.isEmpty {
      advisory.sources.append("\(source): \(parts.joined(separator: ", "))")
    }
    advisory.knowledge = entry.modified
  }

  /// A vulnerability that only NVD has: which part it is in, nobody has looked at yet.
  private func added(_ entry: NVDFeed.Entry, _ source: String) -> Advisory {
    let products = entry.ranges.keys.sorted()
    let kin = advisories.first { $0.products.contains(products[0]) }
    var advisory = Advisory(
      id: entry.id, family: kin?.family ?? products[0], products: products,
      ranges: Self.ranges(of: products) { entry.ranges[$0] ?? [] },
      impact: entry.impact, isAuthenticated: entry.isAuthenticated, cvss: entry.cvss,
      cvssVersion: entry.cvssVersion, knowledge: entry.modified, source: source,
      note: entry.description)
    if let system = entry.system {
      advisory.requirements = [system]
      advisory.condition = "it runs on \(system == .linux ? "Linux" : "Windows")"
    }
    return advisory
  }

  /// Each product's ranges, marked as its own where there are several products.
  private static func ranges(
    of products: [String], _ ranges: (String) -> [VersionRange]
  ) -> [VersionRange] {
    products.flatMap { product in
      ranges(product).map { range in
        var range = range
        range.product = products.count > 1 ? product : nil
        return range
      }
    }
  }
}
