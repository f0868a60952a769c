import Bytes
import Glibc
import Inputs
import Records

extension EventFiles {
  /// Bytes at the end of a file in which the last event is looked for.
  private static let endBytes = 1 << 20

  /// The time of the last event in the file of a path, or, where that has none, in the one that was
  /// left before it; nil where there is none.
  public static func lastTime(_ path: String) -> Timestamp? {
    guard path != EventLog.standardOutput else { return nil }
    return time(atEndOf: path) ?? older(than: path).last.flatMap { time(atEndOf: $0.path) }
  }

  private static func time(atEndOf path: String) -> Timestamp? {
    // What is no file, a FIFO perhaps, can't be read twice.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var about = stat()
    guard fstat(descriptor, &about) == 0, about.st_mode & S_IFMT == S_IFREG else { return nil }
    let start = max(0, Int(about.st_size) - endBytes)
    let bytes = [UInt8].read(descriptor, at: start, count: endBytes) ?? []
    for line in bytes.split(separator: 0x0A).reversed() {
      guard case .event(let event)? = Array(line).withSlice({ Record(line: $0) }) else { continue }
      return event.time
    }
    return nil
  }
}
