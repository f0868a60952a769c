import Bytes
import Testing

@testable import Usage

/// How many sessions' times are kept.
@Suite struct SessionTimesTests {
  private static func add(_ times: inout SessionTimes, _ whose: UInt64, _ second: Int64) {
    let time = Timestamp(milliseconds: second * 1000)
    times.add(whose: whose, from: time, to: time)
  }

  /// Times that can be joined make room for more; those that can't are taken up to the maximum,
  /// and then no more, since to join them anew for each would take too long.
  @Test func countMaximum() {
    var times = SessionTimes(countMaximum: 800)
    for number in 0..<600 { Self.add(&times, UInt64(number), 0) }
    for second in 0..<2000 { Self.add(&times, 1, Int64(second)) }
    times.merge()
    #expect(times.spans.count == 600)
    #expect(times.hold(Timestamp(milliseconds: 1_999_000), whose: 1))
    for number in 600..<2000 { Self.add(&times, UInt64(number), 0) }
    times.merge()
    #expect(times.spans.count == 800)
    for second in 3000..<3400 { Self.add(&times, 1, Int64(second)) }
    times.merge()
    #expect(times.spans.count == 800)
  }

  /// What is over for long makes room, where logs are followed without an end.
  @Test func forget() {
    var times = SessionTimes(countMaximum: 800)
    for number in 0..<2000 { Self.add(&times, UInt64(number), Int64(number)) }
    #expect(times.lacksSome)
    times.forget(before: Timestamp(milliseconds: 500_000))
    #expect(!times.hold(Timestamp(milliseconds: 499_000 - 2000), whose: 497))
    #expect(times.hold(Timestamp(milliseconds: 500_000), whose: 500))
    Self.add(&times, 5000, 5000)
    times.merge()
    #expect(times.spans.count == 301)
    #expect(times.hold(Timestamp(milliseconds: 5_000_000), whose: 5000))
  }

  /// What is known of an earlier run leaves room for this one's sessions.
  @Test func besideAnEarlierRun() throws {
    var state = LogState()
    state.times = [SessionTimes.Span(whose: 7, from: 10, to: 20)]
    let analysis = try LogAnalysis(options: LogOptions(), state: state)
    #expect(analysis.partitions.all.allSatisfy { $0.times.spans.isEmpty })
    let times = analysis.mergedTimes()
    #expect(times.hold(Timestamp(milliseconds: 15_000), whose: 7))
  }
}
