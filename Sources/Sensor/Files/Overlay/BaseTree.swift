/// What lies below all sessions' overlays and never changes.
protocol BaseTree: AnyObject, Sendable {
  func entry(at path: [UInt8]) -> FileEntry?
  /// Nil where the path is no folder.
  func entries(in path: [UInt8]) -> [FileEntry]?
  /// Nil where the path is no file.
  func open(_ path: [UInt8]) -> (any ReadableFile)?
}
