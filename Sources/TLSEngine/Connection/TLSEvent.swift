/// What came of a call to a `TLSConnection`, in order.
public enum TLSEvent: Equatable, Sendable {
  /// Bytes for the wire. They are to be sent even where the connection failed: an alert.
  case write([UInt8])
  /// The handshake is finished. Tickets for resumption may come later.
  case established
  /// What the peer sent.
  case plaintext([UInt8])
  /// The peer sends nothing more. Without `close_notify` it may have been cut off (RFC 8446 §6.1).
  case closedByPeer(isNotified: Bool)
  /// The connection is of no more use.
  case failed(TLSFailure)
}
