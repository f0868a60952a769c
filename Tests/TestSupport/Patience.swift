import Foundation

/// How long a test waits for what is to come. However slow the machine is, it comes: the end is for
/// what hangs.
public enum Patience {
  /// After so long something hangs, and is not merely slow.
  public static let seconds = 600

  private static let pauseMicroseconds: UInt32 = 10_000

  /// Waits until something holds; whether it does. `meanwhile`: there is no use in waiting any
  /// longer where this does not hold.
  @discardableResult
  public static func eventually(
    while meanwhile: () -> Bool = { true }, _ condition: () throws -> Bool
  ) rethrows -> Bool {
    let end = Date().addingTimeInterval(Double(seconds))
    while Date() < end, meanwhile() {
      if try condition() { return true }
      usleep(pauseMicroseconds)
    }
    return try condition()
  }
}
