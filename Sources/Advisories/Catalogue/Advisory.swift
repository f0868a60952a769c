import Records

/// A known vulnerability of a product, with what it takes to have it.
public struct Advisory: Equatable, Sendable {
  /// What it lets an attacker do.
  public enum Impact: String, Sendable, CaseIterable {
    case rce, dos, traversal, disclosure, injection, privilege, bypass, crypto, other
  }

  /// What must be so beside the version, where a service may show it.
  enum Requirement: String, Sendable {
    case anonymous, linux, windows
    /// A setting that no reply shows.
    case setting
  }

  /// The CVE's number, or its maker's where it has none.
  public var id: String
  /// What reports group it by: `ProFTPD`.
  public var family: String
  /// CPE names' `vendor:product`, canonical.
  public var products: [String]
  /// None where the source does not bound them.
  var ranges: [VersionRange]
  /// What has the vulnerability by its number, and may not by its maker's or packager's mend.
  public var mendedInPlace: [MendInPlace]
  /// What it lets an attacker do.
  public var impact: Impact
  /// Whether it takes a login; nil where no source says.
  public var isAuthenticated: Bool?
  /// The part of the product: `ftpd`, `mod_sql`, `web-ui` …
  public var component: String
  /// What else must be so, in words.
  public var condition: String?
  /// What of the condition a service may show; all of it has to be so.
  var requirements: [Requirement]
  /// The base score, 0 to 10; nil where there is none.
  public var cvss: Double?
  /// The version of CVSS that the score is by: `3.1`.
  public var cvssVersion: String?
  /// Whether CISA lists it as exploited; nil where that is not known.
  public var isKnownExploited: Bool?
  /// The day it was listed as exploited.
  public var knownExploitedSince: String?
  /// The day, or month, as of which this is known.
  public var knowledge: String
  /// Where this is from: `NVD`, a maker's page, CISA.
  public var sources: [String]
  /// Why the versions hold against what NVD says of these products, and by whose word, where they
  /// were reviewed; nil where they are a source's own.
  public var reviewed: String?
  /// What else is to be known, for a person.
  public var note: String?

  /// Nil where the JSON lacks what an advisory must have, or asks for what nobody can judge.
  init?(_ json: JSONValue) {
    guard let id = json["id"].text, let products = json["products"].texts, !products.isEmpty,
      let impact = json["impact"].text.flatMap({ Impact(rawValue: $0) }),
      let component = json["component"].text, let knowledge = json["knowledge"].text
    else { return nil }
    self.id = id
    family = json["family"].text ?? products[0]
    self.products = products
    ranges = (json["ranges"].list ?? []).map { VersionRange($0) }
    mendedInPlace = (json["mended_in_place"].list ?? []).compactMap { MendInPlace($0) }
    self.impact = impact
    isAuthenticated = json["authenticated"].truth
    self.component = component
    condition = json["condition"].text
    requirements = []
    for word in (json["requires"].text ?? "").split(separator: ",") {
      guard let one = Requirement(rawValue: String(word.trimmingPrefix(" "))) else { return nil }
      requirements.append(one)
    }
    cvss = json["cvss"].double
    cvssVersion = json["cvss_version"].text
    isKnownExploited = json["known_exploited"].truth
    knownExploitedSince = json["known_exploited_since"].text
    self.knowledge = knowledge
    sources = json["sources"].texts ?? []
    reviewed = json["reviewed"].text
    note = json["note"].text
  }

  /// One that only NVD has; its component is not known.
  init(
    id: String, family: String, products: [String], ranges: [VersionRange], impact: Impact,
    isAuthenticated: Bool?, cvss: Double?, cvssVersion: String?, knowledge: String,
    source: String, note: String
  ) {
    self.id = id
    self.family = family
    self.products = products
    self.ranges = ranges
    mendedInPlace = []
    self.impact = impact
    self.isAuthenticated = isAuthenticated
    component = Self.componentUnknown
    requirements = []
    self.cvss = cvss
    self.cvssVersion = cvssVersion
    self.knowledge = knowledge
    sources = [source]
    self.note = note.isEmpty ? nil : note
  }

  /// The component where nobody has looked yet.
  static let componentUnknown = "a part that is not known"

  /// The year in the CVE's number.
  public var year: Int? {
    let parts = id.split(separator: "-")
    return parts.count > 1 ? Int(parts[1]) : nil
  }

  /// Whether it is of a product, by the CPE's `vendor:product`, its product alone, or the family's
  /// name or its first words. The names that vulnerability databases have for one product are one.
  func concerns(_ product: String) -> Bool {
    let wanted = product.lowercased()
    let family = family.lowercased()
    if family == wanted || family.hasPrefix(wanted + " ") { return true }
    return products.contains { own in
      ([own] + CPEName.otherNames(of: own)).contains { name in
        name == wanted || name.split(separator: ":").last ?? "" == wanted
      }
    }
  }

  /// Writes it as one JSON object, as `advisories.json` has it.
  public func write(to writer: inout JSONWriter) {
    writer.object { json in
      json.field("id", id)
      json.field("family", family)
      json.field("products", products)
      json.list("ranges", ranges) { json, range in json.object { range.write(to: &$0) } }
      json.list("mended_in_place", mendedInPlace) { json, mend in mend.write(to: &json) }
      json.field("impact", impact.rawValue)
      json.field("authenticated", isAuthenticated)
      json.field("component", component)
      json.field("condition", condition)
      let requires = requirements.map(\.rawValue).joined(separator: ", ")
      json.field("requires", requires.isEmpty ? nil : requires)
      json.field("cvss", cvss)
      json.field("cvss_version", cvssVersion)
      json.field("known_exploited", isKnownExploited)
      json.field("known_exploited_since", knownExploitedSince)
      json.field("knowledge", knowledge)
      json.field("sources", sources)
      json.field("reviewed", reviewed)
      json.field("note", note)
    }
  }

  /// Whether the maker names every version beta.
  var namesBeta: Bool { products.contains("filezilla-project:filezilla_server") }
}
