import Bytes
import Glibc
import Inputs

/// Holds a folder for one process, until it is let go of or the process ends. What is locked is a
/// file in it: the folder itself is locked by whoever makes a store there.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// The file's.
  static let name = ".lock"

  /// Throws `SensorProblem` where another process holds it, or this one does already.
  public init(_ folder: String, mend: String) throws(SensorProblem) {
    let path = FilePlace.path(of: Self.name, in: folder)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw SensorProblem("\(path): can't be opened: \(errno.systemMessage); \(mend)")
    }
    if !FileLock.take(descriptor) {
      let holder = FileLock.holder(of: descriptor, ourselves: "this sensor")
      throw SensorProblem("\(folder): \(holder) uses it already; \(mend)")
    }
  }

  deinit { close(descriptor) }
}
