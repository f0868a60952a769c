import Bytes

extension AdvisoryCatalogue {
  /// Takes over from NVD's JSON 2.0 what it says of the products that we know: ranges and CVSS
  /// where it is newer than we are, and vulnerabilities that we lack. Our component, condition and
  /// impact stay. A file that is none is a problem.
  public mutating func merge(nvd bytes: ByteSlice, name: String) {
    let products = Set(advisories.flatMap(\.products))
    guard let feed = NVDFeed(bytes, products: products) else {
      problems.append("\(name): no JSON 2.0 of the National Vulnerability Database")
      return
    }
    var places: [String: Int] = [:]
    for (index, advisory) in advisories.enumerated() { places[advisory.id] = index }
    for entry in feed.entries {
      if let place = places[entry.id] {
        update(&advisories[place], entry)
      } else {
        places[entry.id] = advisories.count
        advisories.append(added(entry))
      }
    }
    knowledge = max(knowledge, feed.released)
  }

  private func update(_ advisory: inout Advisory, _ entry: NVDFeed.Entry) {
    guard entry.modified > advisory.knowledge else { return }
    let ranges = entry.ranges.values.flatMap { $0 }
    if !ranges.isEmpty { advisory.ranges = ranges }
    if let cvss = entry.cvss {
      advisory.cvss = cvss
      advisory.cvssVersion = entry.cvssVersion
    }
    advisory.knowledge = entry.modified
  }

  /// A vulnerability that only NVD has: which part it is in, nobody has looked at yet.
  private func added(_ entry: NVDFeed.Entry) -> Advisory {
    let products = entry.ranges.keys.sorted()
    let kin = advisories.first { $0.products.contains(products[0]) }
    return Advisory(
      id: entry.id, family: kin?.family ?? products[0], products: products,
      ranges: products.flatMap { entry.ranges[$0] ?? [] }, cvss: entry.cvss,
      cvssVersion: entry.cvssVersion, knowledge: entry.modified, note: entry.description)
  }
}
