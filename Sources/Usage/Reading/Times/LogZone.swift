import Bytes
import Foundation

/// The time zone of a log's local times.
public struct LogZone: Sendable, Equatable {
  private enum Rule: Equatable {
    /// Seconds ahead of UTC.
    case fixed(Int)
    case named(TimeZone)
    /// Seconds ahead of UTC, each from a moment on; the first before that too.
    case steps([Step])
  }

  /// A moment from which on a zone is so many seconds ahead of UTC.
  struct Step: Equatable {
    var from: Timestamp
    var seconds: Int
  }

  private let rule: Rule

  /// Universal time.
  public static let utc = LogZone(offsetSeconds: 0)

  /// A zone that is always so many seconds ahead of UTC.
  public init(offsetSeconds: Int) { self.init(rule: .fixed(offsetSeconds)) }

  /// A zone whose offset changes at moments that are known, in their order.
  init(steps: [Step]) { self.init(rule: .steps(steps)) }

  private init(rule: Rule) { self.rule = rule }

  /// A zone by its name (`Europe/Amsterdam`), by its distance from UTC (`+02:00`, `-0530`, `Z`), or
  /// `local` for this machine's, as a user says it; nil where there is none.
  public init?(_ text: String) {
    if text == "Z" || text == "UTC" {
      self = .utc
    } else if text == "local" {
      self.init(rule: .named(.current))
    } else if let sign = text.first, sign == "+" || sign == "-" {
      let digits = text.dropFirst().filter { $0 != ":" }
      guard digits.count == 4, digits.utf8.allSatisfy(\.isDigit), let number = Int(digits),
        number % 100 < 60, number < 1800
      else { return nil }
      let seconds = (number / 100 * 60 + number % 100) * 60
      self.init(offsetSeconds: sign == "-" ? -seconds : seconds)
    } else if let named = TimeZone(identifier: text) {
      self.init(rule: .named(named))
    } else {
      return nil
    }
  }

  /// The moment of a local time that was read as if it were UTC. Of an hour that comes twice, the
  /// first is meant.
  func utc(_ local: Timestamp) -> Timestamp {
    if case .fixed(let seconds) = rule {
      return local.adding(milliseconds: Int64(seconds) * -1000)
    }
    let before = secondsAhead(at: local.adding(milliseconds: -Timestamp.dayMilliseconds))
    let seconds = secondsAhead(at: local.adding(milliseconds: Int64(before) * -1000))
    return local.adding(milliseconds: Int64(seconds) * -1000)
  }

  /// Whether it is always as far ahead of UTC.
  var isFixed: Bool {
    if case .fixed = rule { true } else { false }
  }

  /// The first passing of the hour that comes twice, or of as much as clocks are set back by, where
  /// a moment is in it.
  func repeatedHour(at moment: Timestamp) -> Range<Timestamp>? {
    let hour: Int64 = 3_600_000
    let step = secondsAhead(at: moment) - secondsAhead(at: moment.adding(milliseconds: hour))
    guard step > 0 else { return nil }
    // When they are set.
    var (low, high) = (moment.milliseconds, moment.milliseconds + hour)
    let before = secondsAhead(at: moment)
    while high - low > 1 {
      let middle = (low + high) / 2
      if secondsAhead(at: Timestamp(milliseconds: middle)) == before {
        low = middle
      } else {
        high = middle
      }
    }
    let range = Timestamp(milliseconds: high - Int64(step) * 1000)..<Timestamp(milliseconds: high)
    return range.contains(moment) ? range : nil
  }

  /// How far ahead of UTC it is at a moment.
  func secondsAhead(at moment: Timestamp) -> Int {
    switch rule {
    case .fixed(let seconds): seconds
    case .named(let zone):
      zone.secondsFromGMT(
        for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
    case .steps(let steps): Self.step(of: steps, at: moment)?.seconds ?? 0
    }
  }

  /// The last that begins at or before a moment; the first before all of them.
  private static func step(of steps: [Step], at moment: Timestamp) -> Step? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].from <= moment { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? steps[low - 1] : steps.first
  }
}
