import Bytes
import Glibc

extension ByteSlice {
  /// Writes to what is no file, such as a pipe, which is full until its reader has read: as many
  /// bytes as there is room for, and for more of it no longer than so many milliseconds are waited.
  /// How many it took, and the error number that ended it, which is EAGAIN for want of room; 0
  /// where it took all.
  ///
  /// The descriptor stays as it is: standard output is shared with others, who want it blocking.
  func write(toStream descriptor: Int32, patience: Int64) -> (count: Int, failure: Int32) {
    let end = uptimeMilliseconds() + patience
    var taken = 0
    while taken < count {
      var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let ready = poll(&stream, 1, Int32(Swift.max(0, end - uptimeMilliseconds())))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return (taken, ready < 0 ? errno : EAGAIN) }
      // Where there is room at all, there is so much.
      let piece = self[taken..<taken + Int(PIPE_BUF)]
      let more = Glibc.write(descriptor, piece.start, piece.count)
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { return (taken, more < 0 ? errno : EIO) }
      taken += more
    }
    return (taken, 0)
  }
}
