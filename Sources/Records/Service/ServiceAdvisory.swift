/// A known vulnerability of a service's software.
public struct ServiceAdvisory: Equatable, Sendable {
  /// How sure it is that the service has it.
  public enum Certainty: String, Sendable, CaseIterable {
    case confirmed, possible, conditional
  }

  /// The CVE's number, or its maker's where it has none.
  public var id: String
  /// Whether the service has it for sure.
  public var certainty: Certainty
  /// What it lets an attacker do, `rce`, `dos` …: a word of `Advisory.Impact`; nil where no source
  /// says.
  public var impact: String?
  /// Whether an attacker has to log in first; nil where that is not known.
  public var isAuthenticated: Bool?
  /// 0 to 10.
  public var cvss: Double?
  /// The version of CVSS that the score is by: `3.1`.
  public var cvssVersion: String?
  /// Whether CISA lists it as exploited; nil where that is not known.
  public var isKnownExploited: Bool?
  /// Why it applies, and why no more surely, for a person.
  public var why: String?

  public init(
    id: String, certainty: Certainty, impact: String? = nil,
    isAuthenticated: Bool? = nil, cvss: Double? = nil,
    cvssVersion: String? = nil, isKnownExploited: Bool? = nil, why: String? = nil
  ) {
    self.id = id
    self.certainty = certainty
    self.impact = impact
    self.isAuthenticated = isAuthenticated
    self.cvss = cvss
    self.cvssVersion = cvssVersion
    self.isKnownExploited = isKnownExploited
    self.why = why
  }

  /// Nil where the JSON is no advisory.
  init?(_ json: JSONValue) {
    guard let id = json["id"].text,
      let certainty = json["certainty"].text.flatMap({ Certainty(rawValue: $0) })
    else { return nil }
    self.init(
      id: id, certainty: certainty, impact: json["impact"].text,
      isAuthenticated: json["authenticated"].truth, cvss: json["cvss"].double,
      cvssVersion: json["cvss_version"].text, isKnownExploited: json["known_exploited"].truth,
      why: json["why"].text)
  }

  /// The impact, apart where an attacker has to log in first: `rce`, `rce-authenticated`.
  public var impactInWhole: String {
    let impact = impact ?? "other"
    return isAuthenticated == true ? impact + Self.afterLogin : impact
  }

  /// Whether attackers can run programs by it without a login.
  public var isRemoteCode: Bool { impactInWhole == "rce" }

  /// What stands behind an impact where an attacker has to log in first.
  public static let afterLogin = "-authenticated"

  /// Writes the fields into an object that is open.
  public func write(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("certainty", certainty.rawValue)
    json.field("impact", impact)
    json.field("authenticated", isAuthenticated)
    json.field("cvss", cvss)
    json.field("cvss_version", cvssVersion)
    json.field("known_exploited", isKnownExploited)
    json.field("why", why)
  }
}

extension ServiceAdvisory.Certainty {
  /// 0 is the surest.
  public var rank: Int {
    switch self {
    case .confirmed: 0
    case .conditional: 1
    case .possible: 2
    }
  }
}
