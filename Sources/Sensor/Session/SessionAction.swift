import Bytes

/// What a `ServerSession` asks of whoever drives it. To be performed in order.
public enum SessionAction: Equatable, Sendable {
  /// Send on the control connection, inside TLS where it holds.
  case send([UInt8])
  /// Shake hands on the control connection: what comes next is TLS. What was sent before leaves in
  /// clear first. Answered with `tlsEstablished` or `tlsFailed`.
  case startTLS
  /// End TLS on the control connection with close_notify, which stays open in clear (CCC).
  case stopTLS
  /// Take nothing from the control connection for so long, then call `resumed`; 0: until the others
  /// had their turns.
  case pause(milliseconds: Int)
  /// Wait for a data connection, from the control connection's peer only. Answered with
  /// `passiveListening` or `passiveFailed`. A port that was waited on before is given up.
  case listen
  /// The data connection is to be opened to the control connection's peer, on this port: active
  /// mode. The session asks for it only where the address was the peer's own.
  case connect(port: UInt16)
  /// Use the data connection, as soon as it is there: answered with `dataOpened` or `dataFailed`.
  /// That it is there, TLS aside, `dataConnected` tells, which may come before this is asked.
  case openData(DataUse)
  /// Send on the data connection; answered with `dataSent` once there is room for more.
  case sendData([UInt8])
  /// Close the data connection once all is sent, TLS's close_notify included; answered with
  /// `dataClosed`.
  case finishData
  /// Give up the data connection, and the port or the connection that was waited for. Not answered.
  case dropData
  /// A `:)` in a user's name opens the persona's back door: whoever comes to its port is to be
  /// written down. Not answered.
  case openBackDoor
  /// Something to keep. It must have been handed to the kernel before a reply that follows it
  /// leaves.
  case observe(Observation)
  /// Close the control connection once all is sent.
  case close(reason: EndReason)
}

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

/// Why a session ended.
public enum EndReason: String, Equatable, Sendable, CaseIterable {
  /// QUIT.
  case quit
  /// The client closed the connection.
  case client
  /// The client reset the connection.
  case reset
  /// Nothing was said for too long.
  case idle
  /// The session lasted too long.
  case time
  /// Too many commands, or too many failed logins.
  case limit
  /// The handshake failed.
  case tls = "tls-failed"
  /// The persona closes on what was sent.
  case persona
  /// The sensor stops.
  case stopped
}
