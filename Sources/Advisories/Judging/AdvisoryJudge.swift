import Records

/// Holds a service's product and version against the known vulnerabilities.
public struct AdvisoryJudge: Sendable {
  private let byProduct: [String: [Advisory]]

  public init(_ catalogue: AdvisoryCatalogue = .embedded) {
    var byProduct: [String: [Advisory]] = [:]
    for advisory in catalogue.advisories {
      for product in advisory.products { byProduct[product, default: []].append(advisory) }
    }
    self.byProduct = byProduct
  }

  /// Judges a service by its product, version and replies; nothing where the product is not known.
  public func judge(_ record: ServiceRecord) -> Judgement {
    var judgement = Judgement()
    guard let name = record.product?.cpe23.flatMap({ CPEName($0) })?.canonical else {
      return judgement
    }
    let version = Self.version(record, name)
    let exposure = ServiceExposure(record)
    for advisory in byProduct["\(name.vendor):\(name.product)"] ?? [] {
      let found = Self.range(of: advisory, "\(name.vendor):\(name.product)", version)
      guard found.isIn != false else { continue }
      let part = exposure.part(advisory)
      if case .absent(let why) = part {
        judgement.leftOut.append(.init(id: advisory.id, why: why))
        continue
      }
      judgement.advisories.append(
        Self.advisory(
          advisory, version, found, part, exposure.distribution, record.product?.certainty))
    }
    judgement.advisories.sort { Self.order($0) < Self.order($1) }
    return judgement
  }

  private static func version(_ record: ServiceRecord, _ name: CPEName) -> String? {
    // A system's name may stand beside the version of its server.
    let isSystem = name.part == .operatingSystem
    if !isSystem, let version = record.product?.version, !version.isEmpty { return version }
    guard name.version != "*", name.version != "-" else { return nil }
    let isPlain = name.update == "*" || name.update == "-"
    return (name.version + (isPlain ? "" : ":\(name.update)")).replacing("\\", with: "")
  }

  /// Whether the version is in a range, and in which.
  private static func range(
    of advisory: Advisory, _ product: String, _ version: String?
  ) -> (isIn: Bool?, words: String) {
    let ranges = advisory.ranges.filter { $0.product == nil || $0.product == product }
    let all = ranges.map(\.words).joined(separator: ", ")
    guard let version, !ranges.isEmpty else { return (nil, all) }
    var isUnclear = false
    for range in ranges {
      let isIn = range.contains(version, namesBeta: advisory.namesBeta)
      if isIn == true { return (true, range.words) }
      if isIn == nil { isUnclear = true }
    }
    return (isUnclear ? nil : false, all)
  }

  /// What is less sure than this may be another product, whose versions have other faults.
  private static let leastCertainty = 0.8

  private static func advisory(
    _ advisory: Advisory, _ version: String?, _ found: (isIn: Bool?, words: String),
    _ part: ServiceExposure.Part, _ distribution: String?, _ certaintyOfProduct: Double?
  ) -> ServiceAdvisory {
    let shown = version.map { "Version \($0)" } ?? "The version is not shown"
    let range = found.words.isEmpty ? "no source bounds the versions" : "affected: \(found.words)"
    var why = version == nil || found.isIn != true ? "\(shown); \(range)" : "\(shown) is \(range)"
    var certainty = ServiceAdvisory.Certainty.confirmed
    if part == .unknown {
      certainty = .conditional
      why += ", if \(advisory.condition ?? "it has \(advisory.component)")"
    } else if let condition = advisory.condition {
      why += ", and \(condition)"
    }
    if found.isIn != true { certainty = .possible }
    let mend = version.flatMap { version in
      advisory.mendedInPlace.first { $0.mayConcern(version) }
    }
    if let maker = distribution ?? mend?.maker {
      certainty = .possible
      why += "; \(maker) mends versions without a new number"
    }
    if let certaintyOfProduct, certaintyOfProduct < leastCertainty {
      certainty = .possible
      why += "; the product is not sure (\(certaintyOfProduct))"
    }
    return ServiceAdvisory(
      id: advisory.id, certainty: certainty, impact: advisory.impact.rawValue,
      isAuthenticated: advisory.isAuthenticated, cvss: advisory.cvss,
      cvssVersion: advisory.cvssVersion, isKnownExploited: advisory.isKnownExploited,
      why: why + ".")
  }

  private static func order(_ one: ServiceAdvisory) -> (Int, Int, Double, String) {
    let rank =
      switch one.certainty {
      case .confirmed: 0
      case .conditional: 1
      case .possible: 2
      }
    return (one.isKnownExploited == true ? 0 : 1, rank, -(one.cvss ?? 0), one.id)
  }
}
