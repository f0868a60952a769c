import Foundation
import Inputs

/// Keeps other processes from opening a store of the same folder meanwhile: making its tables and
/// bringing them up to date takes several transactions. Where the folder can't be locked, or nobody
/// gives way for too long, SQLite's own locks have to do.
struct OpeningTurn {
  private let descriptor: Int32

  init(folder: String, patience: Duration) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = FileLock.take(descriptor, patience: patience)
  }

  /// Lets the next one in.
  func end() {
    if descriptor >= 0 { close(descriptor) }
  }
}
