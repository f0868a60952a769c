import Records

/// Which software was found, counted by product and version.
public struct ProductTally: Sendable {
  /// A product in one version.
  public struct Name: Hashable, Sendable, Comparable {
    /// With its maker.
    public let product: String
    /// As shown; nil where none is.
    public let version: String?

    public static func < (left: Name, right: Name) -> Bool {
      (left.product, left.version ?? "") < (right.product, right.version ?? "")
    }
  }

  /// What was found of one.
  struct Entry: Sendable {
    /// Which product, in which version.
    let name: Name
    /// Services that are it.
    var count = 0
    /// The advisories of any of its services, by their id, with the surest there was.
    var advisories: [String: ServiceAdvisory] = [:]
  }

  /// Products and versions that are told apart; a hostile network could invent more.
  static let namesMaximum = 10_000

  /// Services counted.
  public private(set) var services = 0
  /// Those that could be named.
  public private(set) var named = 0
  /// Services with an advisory, by the surest one they have.
  private(set) var vulnerable: [ServiceAdvisory.Certainty: Int] = [:]
  private var byName: [Name: Entry] = [:]

  public init() {}

  /// Counts a service.
  public mutating func add(_ record: ServiceRecord) {
    services += 1
    if let surest = record.advisories.map(\.certainty).min(by: { $0.rank < $1.rank }) {
      vulnerable[surest, default: 0] += 1
    }
    guard let product = record.product, let text = product.product ?? product.family else { return }
    named += 1
    let name = Name(product: text, version: product.version)
    guard byName[name] != nil || byName.count < Self.namesMaximum else { return }
    byName[name, default: Entry(name: name)].add(record.advisories)
  }

  /// The most frequent first, then by name.
  var entries: [Entry] {
    byName.values.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}

extension ProductTally.Entry {
  mutating func add(_ found: [ServiceAdvisory]) {
    count += 1
    for advisory in found {
      if let known = advisories[advisory.id], known.certainty.rank <= advisory.certainty.rank {
        continue
      }
      advisories[advisory.id] = advisory
    }
  }

  /// The gravest first: what is exploited, then what is surest, then by score.
  var ranked: [ServiceAdvisory] {
    advisories.values.sorted { left, right in
      let mine = (left.isKnownExploited == true ? 0 : 1, left.certainty.rank, -(left.cvss ?? 0))
      let its = (right.isKnownExploited == true ? 0 : 1, right.certainty.rank, -(right.cvss ?? 0))
      return mine == its ? left.id < right.id : mine < its
    }
  }
}
