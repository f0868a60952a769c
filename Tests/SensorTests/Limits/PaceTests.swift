import Bytes
import Testing

@testable import Sensor

@Suite struct PaceTests {
  /// Bytes taken at a moment, and the milliseconds to wait then.
  @Test(
    arguments: [
      [(1000, 0, 0)],
      [(1000, 0, 0), (500, 0, 501)],
      [(1000, 0, 0), (500, 0, 501), (0, 600, 0)],
      [(1000, 0, 0), (1000, 1000, 0), (1000, 1500, 501)],
      [(1_000_000, 0, 60_000)],
      [(15_000, 0, 14_001), (0, 14_001, 0), (1001, 14_001, 1001)],
      [(0, 100_000, 0), (1001, 100_000, 2)],
    ] as [[(Int, Int64, Int)]])
  func bucket(_ steps: [(count: Int, now: Int64, wait: Int)]) {
    var bucket = TokenBucket(rate: 1000, now: 0)
    for step in steps {
      let wait = bucket.take(step.count, now: step.now)
      #expect(wait == step.wait)
    }
  }

  @Test func eventsOfASecond() {
    var bucket = TokenBucket(rate: 3, now: 0)
    let first = (0..<5).map { _ in bucket.takeOne(now: 0) }
    #expect(first == [true, true, true, false, false])
    let later = bucket.takeOne(now: 1000)
    #expect(later)
  }

  /// What a moment adds is less than one, and counts all the same.
  @Test func littleTimeAddsUp() {
    var bucket = TokenBucket(rate: 100, now: 0)
    for _ in 0..<100 { _ = bucket.takeOne(now: 0) }
    let taken = (1...1000).filter { bucket.takeOne(now: Int64($0)) }
    #expect(taken.count == 100)
  }

  /// What began yesterday does not make the counts begin anew.
  @Test func yesterdayIsCountedToday() {
    var counts = RecentCounts(countMaximum: 4, zero: 0)
    let seen = [2, 1, 2].map { day in
      counts.change(IPAddress(v4: 1), on: CalendarDay(number: day)) {
        $0 += 1
        return $0
      }
    }
    #expect(seen == [1, 2, 3])
  }

  @Test func countsBeginAnewEachDay() throws {
    var counts = RecentCounts(countMaximum: 4, zero: 0)
    let one = IPAddress(v4: 1)
    func add(_ address: IPAddress, _ day: Int32) -> Int {
      counts.change(address, on: CalendarDay(number: day)) {
        $0 += 1
        return $0
      }
    }
    let seen = [add(one, 1), add(one, 1), add(one, 2)]
    #expect(seen == [1, 2, 1])
    for number: UInt32 in 10..<14 { _ = add(IPAddress(v4: number), 2) }
    let forgotten = add(one, 2)
    #expect(forgotten == 1)
  }
}
