import Bytes
import FTPProtocol

/// The commands in a log's head, each with its process and client, so that another log can be
/// seen to have the same ones.
struct CommandMarks: Sendable {
  /// Logs of one server may have a command in seconds that follow each other.
  private static let edgeMilliseconds: Int64 = 1_500

  private var marks: [UInt64: Timestamp] = [:]
  private var first = Timestamp(milliseconds: .max)
  private var last = Timestamp(milliseconds: .min)

  /// Notes a command, unless its line names no process.
  mutating func note(_ event: borrowing LogEvent) {
    guard event.kind == .command, event.keyUse != .shared, event.isDated else { return }
    var digest = event.key
    digest.add(event.client)
    digest.add(UInt64(event.verb.rawValue) << 16 | UInt64(event.code))
    marks[digest.low] = event.time
    first = min(first, event.time)
    last = max(last, event.time)
  }

  /// Of the commands that are in the time of another head: whether some are, and whether the other
  /// has all of those.
  func areIn(_ other: CommandMarks) -> (some: Bool, all: Bool) {
    guard first < other.last, other.first < last else { return (false, true) }
    let from = other.first.adding(milliseconds: Self.edgeMilliseconds)
    let to = other.last.adding(milliseconds: -Self.edgeMilliseconds)
    var found = (some: false, all: true)
    for (mark, time) in marks where time >= from && time <= to {
      found.some = true
      if other.marks[mark] == nil { return (true, false) }
    }
    return found
  }
}
