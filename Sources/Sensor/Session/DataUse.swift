/// How a data connection is used.
public struct DataUse: Equatable, Sendable {
  /// Whether TLS is on it (PROT P).
  var isProtected: Bool
  /// Whether its TLS session must be one of this control connection's, and not of another's (RFC
  /// 4217 §10.2 leaves it to the server).
  var demandsResumption: Bool
  /// Whether the client sends.
  var isUpload: Bool

  init(isProtected: Bool, demandsResumption: Bool = false, isUpload: Bool) {
    self.isProtected = isProtected
    self.demandsResumption = demandsResumption
    self.isUpload = isUpload
  }
}

/// Why a data connection did not come about.
enum DataFailure: Equatable, Sendable {
  /// Nobody connected in time, or the client's port could not be reached.
  case noConnection
  /// Somebody else connected.
  case stranger
  /// TLS failed, in words.
  case tls(String)
  /// TLS was agreed on and did not resume the control connection's session.
  case notResumed
}
