import Glibc

/// What tells a file from another of the same name: its file system, and its number there.
public struct FileIdentity: Hashable, Sendable {
  /// The file system's number.
  public let device: UInt64
  /// The file's number in it (inode).
  public let number: UInt64

  /// The file that a status is of.
  public init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }

  /// The file at a path, links followed; nil where there is none, or it can't be looked at.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// An open file; nil for what is none.
  public init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }
}
