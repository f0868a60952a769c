import Bytes

/// Targets that join a scan whose order is made: those of a host name that had no address when it
/// began. They have positions of their own, behind all others, which depend on nothing but the
/// name's number.
public struct LateTargets: Sendable {
  /// Where the first one's positions begin: a plan has none so high, and a stream is given none.
  static let firstBase: UInt64 = 1 << 63
  /// How far their positions are apart: more than addresses have ports.
  private static let places: UInt64 = 1 << 32

  /// The name's place among all that joined.
  private let number: UInt64
  /// The name's targets.
  public let order: ScanOrder

  /// The targets of the name that joined as the `number`th, from 0.
  public init(number: Int, order: ScanOrder) {
    self.number = UInt64(number)
    self.order = order
  }

  /// Those that an earlier run did not finish.
  func planned(done: IntervalSet<UInt64>) -> PlannedTargets {
    PlannedTargets(order, base: Self.firstBase + number * Self.places, done: done)
  }
}
