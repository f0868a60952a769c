import ArgumentParser
import Bytes
import Foundation

/// A moment on the command line: `2026-10-01`, `2026-10-01T12:30:00Z`, or `7d`, `12h` before now.
struct Moment: ExpressibleByArgument {
  let timestamp: Timestamp

  init?(argument: String) {
    if let unit = argument.last, unit == "d" || unit == "h", let count = Int(argument.dropLast()),
      (0...1_000_000).contains(count)
    {
      let hours = Int64(count) * (unit == "d" ? 24 : 1)
      timestamp = Timestamp.now.adding(milliseconds: -hours * 3_600_000)
      return
    }
    guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
    self.timestamp = timestamp
  }
}
