/// The end of a session.
public struct DisconnectObservation: Equatable, Sendable {
  /// How long the session lasted.
  var milliseconds: Int
  /// How many commands there were.
  public var commands: Int
  /// Why it ended.
  var reason: EndReason
  /// What the session was, and the rule that decided it.
  var sessionClass: String
  /// The rule that decided the class.
  var classRule: String
  /// The first bytes of a client that spoke no FTP.
  var firstBytes: [UInt8]
}
