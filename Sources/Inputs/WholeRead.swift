import Bytes
import Glibc

extension [UInt8] {
  /// Reads a small file as it is; of a pipe or a device, which may have no end, nothing. Its bytes,
  /// of a longer one as many as show that it has more than `countMaximum`; and the error number
  /// that ended it, 0 where none did.
  public static func read(
    _ path: String, countMaximum: Int = .max
  ) -> (bytes: [UInt8], failure: Int32) {
    // Opening a pipe would wait for a writer, and no signal would end that.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return ([], errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return ([], errno) }
    // Reading a directory gives the right error.
    guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return ([], 0) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= countMaximum {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return (bytes, count < 0 ? errno : 0) }
      bytes += piece[..<count]
    }
    return (bytes, 0)
  }
}
