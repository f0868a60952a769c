import Bytes

/// How the times of a log's events go on.
enum EventOrder: Equatable {
  case oldestFirst, newestFirst
  /// To and fro.
  case none

  /// Steps of less tell nothing where there are others: servers write a little out of order.
  private static let stepMilliseconds: Int64 = 2000
  /// Of so many steps one may go the other way.
  private static let stepsPerOther = 10

  init(_ times: [Timestamp]) {
    let steps = zip(times, times.dropFirst()).map { $1.milliseconds - $0.milliseconds }
    let rises = steps.count { $0 > Self.stepMilliseconds }
    let falls = steps.count { $0 < -Self.stepMilliseconds }
    if rises + falls == 0 {
      self = steps.count { $0 < 0 } > steps.count { $0 > 0 } ? .newestFirst : .oldestFirst
    } else if falls * Self.stepsPerOther <= rises {
      self = .oldestFirst
    } else {
      self = rises * Self.stepsPerOther <= falls ? .newestFirst : .none
    }
  }
}
