/// Limits of what others publish.
enum FeedLimits {
  /// A year of NVD's records has some 10 million values.
  static let values = 50_000_000
}
