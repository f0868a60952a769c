extension Advisory {
  /// The versions in words: `from 1.3.2rc3 before 1.3.3c, 1.3.7rc1`.
  public var versionWords: String {
    guard !ranges.isEmpty else { return "not bounded" }
    let words = ranges.map { range in (range.product.map { "\($0) " } ?? "") + range.words }
    return words.joined(separator: ", ")
  }
}
