extension Advisory {
  /// The versions in words: `from 1.3.2rc3 before 1.3.3c, 1.3.7rc1`.
  public var versionWords: String {
    ranges.isEmpty ? "not bounded" : ranges.map(\.words).joined(separator: ", ")
  }
}
