/// What the kinds of weakness that MITRE numbers (CWE) let an attacker do.
enum Weakness {
  /// By the first weakness that tells it; else by what the vector says is harmed.
  static func impact(_ weaknesses: [String], _ vector: CVSSVector) -> Advisory.Impact {
    let numbers = weaknesses.compactMap { text in
      text.hasPrefix("CWE-") ? Int(text.dropFirst(4)) : nil
    }
    if let impact = numbers.lazy.compactMap({ impacts[$0] }).first { return impact }
    let harms = [vector.harmsConfidentiality, vector.harmsIntegrity, vector.harmsAvailability]
    if numbers.contains(where: { memory.contains($0) }), harms.allSatisfy({ $0 }) { return .rce }
    switch harms {
    case [true, false, false]: return .disclosure
    case [false, false, true]: return .dos
    default: return .other
    }
  }

  /// Writing beyond a buffer and its like, from which an attacker gets what the vector says.
  private static let memory: Set = [119, 120, 121, 122, 123, 134, 190, 191, 415, 416, 787, 824]

  private static let impacts: [Int: Advisory.Impact] = {
    let lists: [(Advisory.Impact, [Int])] = [
      (.traversal, [22, 23, 24, 25, 35, 36, 59, 61]),
      (.rce, [77, 78, 94, 95, 434, 502]),
      (.injection, [74, 79, 88, 89, 90, 93, 113, 352]),
      (.dos, [400, 401, 476, 617, 674, 770, 772, 834, 835, 1333]),
      (.disclosure, [125, 200, 203, 209, 312, 319, 522, 532, 538, 908]),
      (.privilege, [250, 264, 266, 269, 271, 273]),
      (.bypass, [284, 285, 287, 288, 290, 306, 307, 798, 862, 863, 1188, 1392]),
      (.crypto, [295, 297, 310, 326, 327, 328, 347, 354, 757]),
    ]
    var impacts: [Int: Advisory.Impact] = [:]
    for (impact, numbers) in lists {
      for number in numbers { impacts[number] = impact }
    }
    return impacts
  }()
}
