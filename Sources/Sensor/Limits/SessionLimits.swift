/// What a client may make a session hold and do.
public struct SessionLimits: Equatable, Sendable {
  /// Bytes of a command line; what is longer is cut.
  public var lineBytesMaximum = 4096
  /// Commands of a session.
  public var commandsMaximum = 10_000
  /// Commands that wait for a transfer to end.
  var pendingMaximum = 200
  /// Bytes of commands that wait.
  var waitingBytesMaximum = 65_536
  /// Files and folders that a session may make.
  public var entriesMaximum = 1000
  /// Bytes of files that a session holds in memory.
  public var bytesMaximum = 1 << 20
  /// Uploads of a session.
  public var uploadsMaximum = 100

  public init() {}
}
