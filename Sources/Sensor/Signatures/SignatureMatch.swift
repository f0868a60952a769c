/// A signature that was seen.
public struct SignatureMatch: Equatable, Sendable {
  public var signature: String
  public var cve: String?

  public init(signature: String, cve: String? = nil) {
    self.signature = signature
    self.cve = cve
  }
}
