import Store
import Testing

@testable import Report

/// Whether it is getting better, and by which services that is decided.
@Suite struct SurveyChangeTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    /// Services, and of these without TLS, with passwords in clear, vulnerable.
    var before: [Int]
    var now: [Int]
    var shared: Int
    /// Of those that both found, where they are asked for: before, now.
    var both: [[Int]] = []
    var basis: SurveyChange.Basis?
    var direction: SurveyChange.Direction?
  }

  private static func side(_ figures: [Int]) -> SurveyChange.Side {
    SurveyChange.Side(
      services: figures[0], withoutTLS: figures[1], passwordsInClear: figures[2],
      vulnerable: figures[3])
  }

  static let cases = [
    Case(
      description: "nothing changed", before: [20, 5, 10, 2], now: [20, 5, 10, 2], shared: 20,
      basis: .all, direction: .stuck),
    Case(
      description: "a login of twenty mended", before: [20, 5, 10, 2], now: [20, 5, 9, 2],
      shared: 20, basis: .all, direction: .better),
    Case(
      description: "bad ones switched off", before: [20, 5, 10, 2], now: [16, 1, 6, 2],
      shared: 16, basis: .all, direction: .better),
    Case(
      description: "good ones switched off", before: [20, 5, 10, 2], now: [16, 5, 10, 2],
      shared: 16, basis: .all, direction: .stuck),
    Case(
      description: "good ones joined", before: [20, 5, 10, 2], now: [26, 5, 10, 2], shared: 20,
      basis: .all, direction: .stuck),
    Case(
      description: "bad ones joined", before: [20, 5, 10, 2], now: [26, 11, 16, 2], shared: 20,
      basis: .all, direction: .worse),
    Case(
      description: "one fell, one rose", before: [20, 5, 10, 2], now: [20, 4, 11, 2], shared: 20,
      basis: .all, direction: .stuck),
    Case(
      description: "one server, mended", before: [1, 1, 1, 0], now: [1, 0, 0, 0], shared: 1,
      basis: .all, direction: .better),
    Case(
      description: "the scope grew, those of before are as they were", before: [13, 2, 6, 7],
      now: [109, 13, 76, 11], shared: 13, both: [[13, 2, 6, 7], [13, 2, 6, 7]], basis: .both,
      direction: .stuck),
    Case(
      description: "the scope shrank", before: [109, 13, 76, 11], now: [13, 2, 6, 7], shared: 13,
      both: [[13, 2, 6, 7], [13, 2, 6, 7]], basis: .both, direction: .stuck),
    Case(
      description: "the scope grew, and those of before were mended", before: [13, 2, 6, 7],
      now: [109, 13, 73, 11], shared: 12, both: [[12, 2, 6, 7], [12, 2, 3, 7]], basis: .both,
      direction: .better),
    Case(
      description: "a server joined two, of which one was mended", before: [2, 1, 2, 0],
      now: [3, 1, 1, 0], shared: 2, both: [[2, 1, 2, 0], [2, 1, 1, 0]], basis: .both,
      direction: .better),
    Case(
      description: "the scope grew from too few", before: [9, 2, 6, 7], now: [109, 13, 76, 11],
      shared: 9),
    Case(description: "other targets", before: [50, 40, 40, 9], now: [50, 1, 1, 0], shared: 0),
    Case(
      description: "mostly other targets", before: [50, 40, 40, 9], now: [60, 1, 1, 0],
      shared: 20),
    Case(
      description: "half of the internet's addresses changed",
      before: [4_000_000, 800_000, 2_400_000, 90_000],
      now: [4_400_000, 850_000, 2_420_000, 95_000], shared: 2_000_000, basis: .shares,
      direction: .better),
    Case(
      description: "fewer answered, the shares are as they were",
      before: [4_000_000, 800_000, 2_400_000, 90_000],
      now: [3_200_000, 640_000, 1_920_000, 72_000], shared: 1_000_000, basis: .shares,
      direction: .stuck),
    Case(
      description: "another country", before: [400_000, 0, 0, 0], now: [420_000, 9, 9, 9],
      shared: 12),
    Case(
      description: "a large scope that grew much", before: [300_000, 9, 9, 9],
      now: [4_000_000, 9, 9, 9], shared: 290_000),
  ]

  @Test(arguments: cases) func change(_ wanted: Case) throws {
    let change = try #require(
      SurveyChange(
        now: Self.side(wanted.now), before: Self.side(wanted.before), shared: wanted.shared
      ) {
        #expect(wanted.both.count == 2, "asked for those that both found")
        return (Self.side(wanted.both[0]), Self.side(wanted.both[1]))
      })
    #expect(change.basis == wanted.basis)
    #expect(change.direction == wanted.direction)
    #expect(change.why.contains("The rule: "))
    #expect(change.parts.isEmpty == (wanted.basis == nil))
  }

  /// The reverse of a change is its opposite.
  @Test(arguments: cases) func reversed(_ wanted: Case) throws {
    let change = try #require(
      SurveyChange(
        now: Self.side(wanted.before), before: Self.side(wanted.now), shared: wanted.shared
      ) { (Self.side(wanted.both[1]), Self.side(wanted.both[0])) })
    let opposite: SurveyChange.Direction? =
      switch wanted.direction {
      case .better: .worse
      case .worse: .better
      case .stuck, nil: wanted.direction
      }
    #expect(change.basis == wanted.basis && change.direction == opposite)
  }

  /// A point is a point, however it is rounded.
  @Test(arguments: 1...99) func onePoint(_ before: Int) throws {
    for (now, direction) in [(before - 1, SurveyChange.Direction.better), (before + 1, .worse)] {
      let side = Self.side([100, 0, before, 0])
      let change = try #require(
        SurveyChange(now: Self.side([100, 0, now, 0]), before: side, shared: 100) { (side, side) })
      #expect(change.direction == direction, "\(before) \(now)")
    }
    let before = Self.side([1000, 0, before * 10, 0])
    let now = Self.side([1000, 0, before.passwordsInClear - 9, 0])
    let change = try #require(SurveyChange(now: now, before: before, shared: 1000) { (now, now) })
    #expect(change.direction == .stuck)
  }

  @Test func nothingToCompare() {
    let some = Self.side([3, 1, 1, 1])
    #expect(SurveyChange(now: some, before: .init(), shared: 0) { (some, some) } == nil)
    #expect(SurveyChange(now: .init(), before: some, shared: 0) { (some, some) } == nil)
  }

  /// What only the later survey found is not compared, and not passed over.
  @Test func newServices() throws {
    let both = Self.side([13, 2, 6, 7])
    let change = try #require(
      SurveyChange(now: Self.side([109, 13, 76, 11]), before: both, shared: 13) { (both, both) })
    #expect(
      change.why.contains("Of 96 services that only this survey found, 70 take passwords in clear.")
    )
  }
}
