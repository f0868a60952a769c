import Bytes
import Glibc

/// Holds a folder for one process, until it is let go of or the process ends.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Throws `SensorProblem` where another process holds it, or this one does already.
  public init(_ folder: String, mend: String) throws(SensorProblem) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw SensorProblem("\(folder): can't be opened as a folder: \(errno.systemMessage); \(mend)")
    }
    if let holder = FileLock.take(descriptor) {
      throw SensorProblem("\(folder): \(holder) uses it already; \(mend)")
    }
  }

  deinit { close(descriptor) }
}
