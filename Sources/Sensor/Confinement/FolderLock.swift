import Glibc

/// Holds a folder for one process, until it is let go of or the process ends, however it does. The
/// folder itself is locked (flock(2)), so nothing is written.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Throws `SensorProblem` where another process holds it. A file system that locks no folders
  /// (some of a network) is used without.
  public init(_ folder: String, mend: String) throws(SensorProblem) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw SensorProblem("\(folder): can't be opened as a folder: \(errno.systemMessage); \(mend)")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    let holder = Self.holder(of: descriptor).map { "the process \($0)" } ?? "another process"
    throw SensorProblem("\(folder): \(holder) uses it already; \(mend)")
  }

  deinit { close(descriptor) }

  /// Who holds it, as Linux lists it: `1: FLOCK ADVISORY WRITE 4711 fe:00:131 0 EOF`.
  private static func holder(of descriptor: Int32) -> Int32? {
    var about = stat()
    guard fstat(descriptor, &about) == 0, let list = fopen("/proc/locks", "re") else { return nil }
    defer { fclose(list) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), list) != nil {
      let words = line.prefix { $0 != 0 }.split { $0 == 0x20 || $0 == 0x0A }
        .map { String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self) }
      guard words.count > 5, words[1] == "FLOCK", words[5].hasSuffix(":\(about.st_ino)"),
        let process = Int32(words[4]), process > 0
      else { continue }
      return process
    }
    return nil
  }
}
