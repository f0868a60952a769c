import Bytes

/// Finds out when the zone of a log changed, from times that have their offset with them:
/// `[01/Oct/2026:10:05:59 +0200]`.
struct ZoneSearch {
  /// Times one after another that have the same offset.
  private struct Run {
    var seconds: Int
    var first: Timestamp
    var last: Timestamp
  }

  private static let hourMilliseconds: Int64 = 3_600_000
  /// No clocks are set so often: above that, nothing is known of when they were.
  private static let runsMaximum = 1024

  private var runs: [Run] = []
  private var hasTooMany = false

  /// Looks through whole lines, with a reader that knows which of their words are the time.
  mutating func look(through lines: ByteSlice, _ reader: inout any LogReader) {
    var cursor = LineCursor(lines)
    var last: ByteSlice?
    var offset: ByteSlice?
    while let line = cursor.line {
      cursor.advance()
      guard let time = reader.timeText(line) else { continue }
      let own = time.dropFirst(time.count - 5)
      if offset.map({ $0 != own }) ?? true {
        // The end of what had the other offset, and the beginning of this.
        if let last { note(last) }
        note(time)
        offset = own
      }
      last = time
    }
    if let last { note(last) }
  }

  private mutating func note(_ text: ByteSlice) {
    var zone = ByteCursor(text.dropFirst(text.count - 5))
    var cursor = ByteCursor(text)
    guard let seconds = LogTime.zone(&zone)?.secondsAhead(at: Timestamp(milliseconds: 0)),
      let time = LogTime.commonLog(&cursor, zone: .utc)
    else { return }
    if let run = runs.last, run.seconds == seconds {
      runs[runs.count - 1].first = min(run.first, time)
      runs[runs.count - 1].last = max(run.last, time)
    } else if runs.count < Self.runsMaximum {
      runs.append(Run(seconds: seconds, first: time, last: time))
    } else {
      hasTooMany = true
    }
  }

  /// The zone; nil where nothing told. Where an offset is first seen, the clocks had been set since
  /// the last time that had another: on a Sunday at two, standard time, where one is between, as
  /// in most countries; else at the first full hour.
  var zone: LogZone? {
    if hasTooMany { return nil }
    var steps: [LogZone.Step] = []
    var latest = Timestamp(milliseconds: .min)
    for run in runs.sorted(by: { $0.first < $1.first }) {
      if let last = steps.last {
        if last.seconds != run.seconds {
          let hour = Self.hourMilliseconds
          let next = Timestamp(milliseconds: (latest.milliseconds / hour + 1) * hour)
          let sunday = Self.sundayAtTwo(after: latest, ahead: min(last.seconds, run.seconds))
          let from = sunday < run.first ? sunday : min(next, run.first)
          steps.append(LogZone.Step(from: from, seconds: run.seconds))
        }
      } else {
        steps.append(LogZone.Step(from: run.first, seconds: run.seconds))
      }
      latest = max(latest, run.last)
    }
    if steps.isEmpty { return nil }
    return steps.count == 1
      ? LogZone(offsetSeconds: steps[0].seconds) : LogZone(steps: steps)
  }

  /// The first moment after another that is two o'clock on a Sunday where clocks are so many
  /// seconds ahead of UTC.
  private static func sundayAtTwo(after moment: Timestamp, ahead seconds: Int) -> Timestamp {
    let week = 7 * 24 * hourMilliseconds
    // 4 January 1970 was a Sunday.
    let first = (3 * 24 + 2) * hourMilliseconds - Int64(seconds) * 1000
    let weeks = (moment.milliseconds - first) / week
    return Timestamp(milliseconds: first + (weeks + 1) * week)
  }
}
