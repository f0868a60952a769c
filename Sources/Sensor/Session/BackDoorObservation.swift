import Bytes

/// Something at the port that a `:)` in a user's name opened, as it did in vsftpd 2.3.4.
public struct BackDoorObservation: Equatable, Sendable {
  /// What can happen there.
  enum Step: String, Sendable, CaseIterable {
    /// Somebody is waited for there; or the port can't be had.
    case opened, failed
    /// Somebody came, typed a line, went.
    case connected, typed, closed
  }

  /// What happened.
  var step: Step
  /// The port that was opened, or could not be.
  var port: UInt16
  /// Who came, which may be somebody else than the session's client.
  var peer: IPAddress?
  /// The port of who came.
  var peerPort: UInt16?
  /// The line, as it came, without its end.
  var line: [UInt8]?
  /// Why it was closed.
  var reason: EndReason?

  init(step: Step, port: UInt16) {
    self.step = step
    self.port = port
  }
}
