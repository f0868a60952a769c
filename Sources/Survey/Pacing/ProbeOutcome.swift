/// What a probe came to, as far as it tells how the host bears being probed.
public enum ProbeOutcome: Hashable, Sendable {
  /// The host said something, FTP or not.
  case answered
  /// Nothing came: a time-out, or no way there.
  case silent
  /// The connection was refused, or reset before anything was said. Where the same port has
  /// answered before, the host has begun to turn us away; else the port is closed.
  case refused
  /// The host said that it has too many connections (421), or a later connection of the same
  /// conversation was refused: it turns us away, whatever went before.
  case turnedAway
}

/// What becomes of a target whose probe has ended.
public enum Disposition: Hashable, Sendable {
  /// What was found stands: record it.
  case final
  /// The target will be probed again: what was found is dropped.
  case again
}
