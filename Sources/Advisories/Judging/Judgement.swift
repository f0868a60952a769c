import Records

/// Which known vulnerabilities a service has, or may have.
public struct Judgement: Equatable, Sendable {
  /// An advisory of the product that is not the FTP service's, and why not.
  public struct LeftOut: Equatable, Sendable {
    public var id: String
    public var why: String
  }

  /// Known exploited ones first, then the surest, then the gravest.
  public var advisories: [ServiceAdvisory] = []
  public var leftOut: [LeftOut] = []

  /// None.
  public init() {}
}
