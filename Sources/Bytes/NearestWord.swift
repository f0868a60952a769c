extension StringProtocol {
  /// The one of some words that this was meant for: the nearest, where it begins with this, or is
  /// wrong by one letter in four at most and by three at most, of the longer of the two. Letters to
  /// change, add, leave out or swap with the next count, whatever their case; nil where none is as
  /// near.
  public func nearest(of words: some Sequence<String>) -> String? {
    let near = words.map { (word: $0, edits: edits(to: $0)) }.min { $0.edits < $1.edits }
    if let near, near.edits < utf8.count {
      let letters = Swift.max(utf8.count, near.word.utf8.count)
      if near.edits <= Swift.min(3, Swift.max(1, letters / 4)) { return near.word }
    }
    return words.first { isBeginning(of: $0) }
  }

  /// Whether a word begins so: with three letters at least, fewer say little.
  private func isBeginning(of word: String) -> Bool {
    utf8.count >= 3 && word.lowercased().hasPrefix(lowercased())
  }

  /// The distance of Damerau and Levenshtein (optimal string alignment); only the first 64 bytes
  /// count.
  private func edits(to other: String) -> Int {
    let left = utf8.prefix(64).map(\.lowercasedASCII)
    let right = other.utf8.map(\.lowercasedASCII)
    var before: [Int] = []
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var next = [index + 1]
      for column in right.indices {
        let changed = row[column] + (byte == right[column] ? 0 : 1)
        var least = Swift.min(changed, row[column + 1] + 1, next[column] + 1)
        if index > 0, column > 0, byte == right[column - 1], left[index - 1] == right[column] {
          least = Swift.min(least, before[column - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[right.count]
  }
}
