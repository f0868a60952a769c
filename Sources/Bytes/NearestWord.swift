extension StringProtocol {
  /// The one of some words that this was meant for, if it is wrong by three letters at most:
  /// letters to change, add or leave out, whatever their case; nil where none is as near.
  public func nearest(of words: some Sequence<String>) -> String? {
    let near = words.map { (word: $0, edits: edits(to: $0)) }.min { $0.edits < $1.edits }
    return near.flatMap { $0.edits <= 3 && $0.edits < utf8.count ? $0.word : nil }
  }

  /// The distance of Levenshtein; only the first 64 bytes count.
  private func edits(to other: String) -> Int {
    let right = Array(other.utf8)
    var row = Array(0...right.count)
    for (index, byte) in utf8.prefix(64).enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let changed = diagonal + (byte.lowercasedASCII == right[column].lowercasedASCII ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
