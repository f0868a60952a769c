/// Why something of our own could not be set up: a certificate that can't be read, no memory. What
/// a peer does wrong is a `TLSFailure`.
public struct TLSProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// What could not be done, and OpenSSL's reason where it has one.
  public let description: String

  init(_ what: String) {
    let reason = OpenSSLError.take()?.reason
    description = reason.map { "\(what): \($0)" } ?? what
  }
}
