/// Who is told of what shows while files are followed, as it shows.
public struct FollowListener {
  /// Somebody logged in over a clear control channel. What this throws ends the run.
  public var clearLogin: (ClearLogin) throws -> Void = { _ in }
  /// Lines of servers came that are in no form that is known: the file's path, and their names.
  public var unknownServers: (_ path: String, _ names: [String]) -> Void = { _, _ in }
  /// Somebody logged in of whom a file does not tell whether TLS protected the login, for the first
  /// time: the file's path, and what would make its server tell, where something would.
  public var untoldLogin: (_ path: String, _ advice: String?) -> Void = { _, _ in }
  /// A file can't be read, or not any further: its path, and why.
  public var problem: (_ path: String, _ reason: String) -> Void = { _, _ in }

  public init() {}
}
