/// What lies below all sessions' overlays and never changes.
protocol BaseTree: AnyObject, Sendable {
  /// The highest `FileEntry.unique` that there is: what sessions make comes behind it.
  var highestUnique: UInt64 { get }
  func entry(at path: [UInt8]) -> FileEntry?
  /// Nil where the path is no folder.
  func entries(in path: [UInt8]) -> [FileEntry]?
  /// Nil where the path is no file.
  func open(_ path: [UInt8]) -> (any ReadableFile)?
}
