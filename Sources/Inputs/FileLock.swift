import Glibc

/// Holds an open file or folder for one process, until it is closed or the process ends, however it
/// does. It is locked itself (flock(2)), so nothing is written.
public enum FileLock {
  /// Takes it, within so long; false where somebody else has it. A file system that has no locks
  /// (some of a network) is used without.
  public static func take(_ descriptor: Int32, patience: Duration = .zero) -> Bool {
    let end = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { return true }
      guard ContinuousClock.now < end else { return false }
      usleep(retryMicroseconds)
    }
    return true
  }

  /// Between tries.
  private static let retryMicroseconds: useconds_t = 10_000

  /// Who holds it: in the caller's words where that is this process, else which other, as far as
  /// that is known.
  public static func holder(of descriptor: Int32, ourselves: String) -> String {
    switch process(holding: descriptor) {
    case getpid(): ourselves
    case let process?: "the process \(process)"
    case nil: "another process"
    }
  }

  /// As Linux lists it: `1: FLOCK ADVISORY WRITE 4711 fe:00:131 0 EOF`.
  private static func process(holding descriptor: Int32) -> Int32? {
    var about = stat()
    guard fstat(descriptor, &about) == 0, let list = fopen("/proc/locks", "re") else { return nil }
    defer { fclose(list) }
    let device = UInt64(about.st_dev)
    let numbers = [device >> 8 & 0xFFF, device & 0xFF | device >> 12 & 0xFFF00].map {
      ($0 < 16 ? "0" : "") + String($0, radix: 16)
    }
    let file = "\(numbers[0]):\(numbers[1]):\(about.st_ino)"
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), list) != nil {
      let words = line.prefix { $0 != 0 }.split { $0 == 0x20 || $0 == 0x0A }
        .map { String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self) }
      guard words.count > 5, words[1] == "FLOCK", words[5] == file,
        let process = Int32(words[4]), process > 0
      else { continue }
      return process
    }
    return nil
  }
}
