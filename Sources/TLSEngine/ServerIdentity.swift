/// What a server shows and proves itself with, in PEM.
public struct ServerIdentity: Equatable, Sendable {
  /// The certificate, and the issuers' certificates to be sent with it, one after another.
  public var certificates: String
  /// The private key, not encrypted.
  public var key: String
  /// Parameters for DHE; nil: of a size that goes with the key.
  var dhParameters: String?

  /// Nothing is read before a `TLSContext` is made of it, which throws where it is malformed.
  public init(certificates: String, key: String, dhParameters: String? = nil) {
    self.certificates = certificates
    self.key = key
    self.dhParameters = dhParameters
  }
}
