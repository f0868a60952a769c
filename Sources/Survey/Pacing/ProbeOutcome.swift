/// What a probe came to, as far as it tells how the host bears being probed.
enum ProbeOutcome: Hashable, Sendable {
  /// The host said something, FTP or not.
  case answered
  /// Nothing came: a time-out, or no way there.
  case silent
  /// The connection was refused. The port is closed, or the host, where it has answered, has begun
  /// to turn us away.
  case refused
  /// The connection was made, and closed or reset before anything was said: so does a service that
  /// has enough connections, and one that has nothing to say to us.
  case dropped
  /// The host said that it has too many connections (421), or a later connection of the same
  /// conversation was refused: it turns us away, whatever went before.
  case turnedAway
}

/// What becomes of a target whose probe has ended.
enum Disposition: Hashable, Sendable {
  /// What was found stands: record it.
  case final
  /// The target will be probed again: what was found is kept beside what comes of that.
  case again
}
