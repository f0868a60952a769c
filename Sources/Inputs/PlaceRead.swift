import Glibc

extension [UInt8] {
  /// Reads a piece of a file, from a place on: as many bytes as one call gives, at its end none.
  /// Nil where it can't be read; `errno` says why.
  public static func read(_ descriptor: Int32, at place: Int, count: Int) -> [UInt8]? {
    var have = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, taken in
      repeat {
        have = pread(descriptor, buffer.baseAddress, count, off_t(place))
      } while have < 0 && errno == EINTR
      taken = Swift.max(0, have)
    }
    return have < 0 ? nil : bytes
  }
}
