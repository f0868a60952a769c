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
  /// written down. Answered with `backDoorTried`.
  case openBackDoor
  /// Something to keep. It must have been handed to the kernel before a reply that follows it
  /// leaves.
  case observe(Observation)
  /// Close the control connection once all is sent.
  case close(reason: EndReason)
}
