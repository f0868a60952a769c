/// What stands apart from all else in time, as a clock that was wrong makes it: a chart of
/// everything would squeeze the rest into a corner.
enum Strays {
  /// Days without anything between what is shown and what stands apart.
  static let silenceMaximum = 90

  /// Whether so many are few enough of all to be left out, where that is said.
  static func areFew(_ count: Int, of all: Int) -> Bool {
    count * 20 <= all || count <= 3 && count * 4 < all
  }
}
