import TLSWire

/// A handshake on one of a session's connections.
public struct TLSObservation: Equatable, Sendable {
  /// Whether it was on a data connection.
  var isData: Bool
  /// `TLSv1.3`; nil where the handshake failed before.
  var version: String?
  /// IANA's name of the suite; nil where the handshake failed before.
  var cipher: String?
  /// The protocol that was agreed (RFC 7301); nil: none.
  var alpn: [UInt8]?
  /// Whether an earlier session was resumed.
  var isResumed: Bool
  /// What the client asked for; nil where it could not be read.
  var hello: ClientHello?
  /// The bytes of the ClientHello, or what came in its place.
  var helloBytes: [UInt8]
  /// The client's certificate; nil where it sent none.
  var clientCertificate: ClientCertificate?
  /// Why it failed, in words.
  public var failure: String?

  public init(isData: Bool, hello: ClientHello?, helloBytes: [UInt8]) {
    self.isData = isData
    self.hello = hello
    self.helloBytes = helloBytes
    isResumed = false
  }
}

/// The certificate that a client sent.
struct ClientCertificate: Equatable, Sendable {
  /// In hexadecimal digits.
  var sha256: String
  var subject: String
}
