import Bytes
import Glibc

extension ByteSlice {
  /// Writes the bytes, in as many calls as the system wants: where the file stands, or at a place
  /// of it. How many bytes it took, and the error number that ended it; 0 where it took all.
  public func write(
    to descriptor: Int32, at place: off_t? = nil
  ) -> (count: Int, failure: Int32) {
    var taken = 0
    while taken < count {
      let (next, left) = (start + taken, count - taken)
      let more =
        if let place {
          pwrite(descriptor, next, left, place + off_t(taken))
        } else {
          Glibc.write(descriptor, next, left)
        }
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { return (taken, more < 0 ? errno : EIO) }
      taken += more
    }
    return (taken, 0)
  }

  /// Writes lines. Of one that was cut off the beginning is taken back, where the file is one that
  /// can be cut: none begins in a line's middle. How many bytes stay, and the error number that
  /// ended it; 0 where all do.
  public func writeLines(to descriptor: Int32) -> (count: Int, failure: Int32) {
    let (count, failure) = write(to: descriptor)
    guard count < self.count else { return (count, failure) }
    let end = self[0..<count].buffer.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let (size, cut) = (lseek(descriptor, 0, SEEK_END), off_t(count - end))
    guard cut > 0, size >= cut, ftruncate(descriptor, size - cut) == 0 else {
      return (count, failure)
    }
    _ = lseek(descriptor, 0, SEEK_END)
    return (end, failure)
  }
}

extension [UInt8] {
  /// The same of an array's bytes, where the file stands.
  public func write(to descriptor: Int32) -> (count: Int, failure: Int32) {
    withSlice { $0.write(to: descriptor) }
  }

  /// The same of an array's lines.
  public func writeLines(to descriptor: Int32) -> (count: Int, failure: Int32) {
    withSlice { $0.writeLines(to: descriptor) }
  }
}
