import Bytes
import Glibc

/// A file of events that waits to be read.
public struct EventFile: Sendable {
  /// How it is had.
  enum Hold: Sendable {
    /// Under the name that it had when it was seen last.
    case path(String)
    /// Open: somebody else has renamed it, and may do so again.
    case open(Int32)
  }

  var hold: Hold
  /// Where it is, or was written to.
  public var path: String
  /// Its number in its file system: it keeps it when it is renamed.
  public var number: UInt64
  /// Bytes.
  public var size: Int
  /// From when to when it was written to, as far as that is known.
  public var written: ClosedRange<Timestamp>
  /// Whether it is the one that is written to.
  var isCurrent = false

  init(_ hold: Hold, path: String, _ about: stat, from begun: Timestamp? = nil) {
    self.hold = hold
    self.path = path
    number = UInt64(about.st_ino)
    size = Int(about.st_size)
    let ended = Timestamp(about.st_mtim)
    written = min(begun ?? ended, ended)...ended
  }

  /// A descriptor to read it by, which is the caller's; -1 where it is gone.
  func opened() -> Int32 {
    guard case .path(let path) = hold else {
      if case .open(let descriptor) = hold { return descriptor }
      return -1
    }
    for path in [path] + EventFiles.paths(inFolderOf: path) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      var about = stat()
      if descriptor >= 0, fstat(descriptor, &about) == 0, UInt64(about.st_ino) == number {
        return descriptor
      }
      if descriptor >= 0 { close(descriptor) }
    }
    return -1
  }

  /// Lets go of it unread.
  func discard() { if case .open(let descriptor) = hold { close(descriptor) } }
}
