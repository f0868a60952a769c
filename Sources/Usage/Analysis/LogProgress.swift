/// How far a run is.
public struct LogProgress: Sendable {
  /// Files that were read to their end.
  public var filesDone: Int
  /// Files that are to be read.
  public var files: Int
  /// Uncompressed bytes read.
  public var bytes: Int
}
