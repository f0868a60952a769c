/// What a server accepts in one version.
public struct AcceptedSuites: Equatable, Sendable {
  /// Whose order decides which suite is chosen.
  public enum Order: String, Sendable {
    case server, client
    /// There are too few suites to tell, or the server did not answer.
    case unknown
  }

  /// The version of TLS that they are of.
  public var version: ProtocolVersion
  /// Best first where the order is the server's.
  public var suites: [CipherSuite]
  /// Whose preference decides among them.
  public var order: Order

  /// What a server accepts of one version.
  public init(version: ProtocolVersion, suites: [CipherSuite], order: Order) {
    self.version = version
    self.suites = suites
    self.order = order
  }
}
