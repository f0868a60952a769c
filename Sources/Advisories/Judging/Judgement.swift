import Records

/// Which known vulnerabilities a service has, or may have.
public struct Judgement: Equatable, Sendable {
  /// An advisory of the product that is not the FTP service's, and why not.
  public struct LeftOut: Equatable, Sendable {
    /// The CVE's number, or its maker's.
    public var id: String
    /// Why it is not the FTP service's, for a person.
    public var why: String
  }

  /// Known exploited ones first, then the surest, then the gravest.
  public var advisories: [ServiceAdvisory] = []
  /// Advisories of the product that are not the FTP service's.
  public var leftOut: [LeftOut] = []

  /// None.
  public init() {}
}
