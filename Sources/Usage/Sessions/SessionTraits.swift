import FTPProtocol

/// What holds for the sessions that a format's lines tell of.
struct SessionTraits: Sendable {
  /// How a session begins whose beginning was seen, on a port that is not implicit: `.clear`
  /// where the log would tell of TLS, `.unknown` where it is blind to it.
  let start: SessionProtection.Start
  var rules = SessionProtection.ServerRules()
  /// How the lines stand to the order in which things happened.
  var order = LineOrder.asWritten
  /// How long a session may be silent, in milliseconds; a longer silence ends it. Logs without
  /// connects and disconnects want a shorter one.
  var silenceMaximum: Int64 = 24 * 3_600_000
  /// Whether AUTH is left out of the log where connects are.
  var logsAuthWithConnects = false
  /// Whether the server lets a connection log in once, so that a second login is another's.
  var logsInOnce = false
  /// Whether a line names its user only once logged in.
  var namesLoggedIn = false
}
