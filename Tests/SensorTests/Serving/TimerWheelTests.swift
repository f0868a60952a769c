import Testing

@testable import Sensor

@Suite struct TimerWheelTests {
  /// Timers of so many milliseconds, and those that have ended at moments.
  @Test(
    arguments: [
      ([0], [(10, ["0"])]),
      ([100], [(90, []), (100, ["100"]), (200, [])]),
      ([30, 10, 20], [(40, ["10", "20", "30"])]),
      // Longer than the ring.
      ([6000, 12_000], [(880, []), (6000, ["6000"]), (6880, []), (12_000, ["12000"])]),
      // A long pause, longer than the ring.
      ([100, 9000], [(20_000, ["100", "9000"])]),
    ] as [([Int], [(Int64, [String])])])
  func timers(_ lengths: [Int], _ looks: [(now: Int64, ended: [String])]) {
    var wheel = TimerWheel<String>(now: 0)
    for length in lengths { wheel.set("\(length)", in: length, now: 0) }
    for look in looks {
      let ended = wheel.ended(now: look.now)
      #expect(Set(ended) == Set(look.ended))
    }
    #expect(wheel.count == 0)
  }
}
