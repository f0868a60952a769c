/// A signature that was seen in what a client sent.
public struct SignatureMatch: Equatable, Sendable {
  /// Its id.
  var signature: String
  /// The vulnerability that such an input is known to use.
  var cve: String?

  public init(signature: String, cve: String? = nil) {
    self.signature = signature
    self.cve = cve
  }
}
