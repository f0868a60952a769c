import Glibc

/// Milliseconds of a clock that only goes forward, from some moment on; may be asked by a signal's
/// handler.
public func uptimeMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
