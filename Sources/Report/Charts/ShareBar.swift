/// One question's answers as a bar of shares, as numbers for the template.
struct ShareBar {
  /// How good an answer is, as the style sheet's class with that colour.
  enum Shade: String {
    case good = "explicit"
    case fair = "implicit"
    case bad = "clear"
    case unknown
  }

  struct Part {
    /// A `Shade`.
    var partKind: String
    var partWords: String
    var partSum: String
    var partShare: String
    var partFrom: String
    var partWidth: String
    var partText: String
  }

  let question: String
  let questionCount: String
  /// What a screen reader says for the bar.
  let barText: String
  let barParts: [Part]

  /// Nil where there is nothing to show.
  ///
  /// - Parameter answers: shade, words and count, in the order in which they stand in the bar.
  init?(_ question: String, _ answers: [(shade: Shade, words: String, count: Int)]) {
    let whole = answers.reduce(0) { $0 + $1.count }
    guard whole > 0 else { return nil }
    var before = 0
    var parts: [Part] = []
    for answer in answers where answer.count > 0 {
      let sum = Figures.grouped(answer.count)
      parts.append(
        Part(
          partKind: answer.shade.rawValue, partWords: answer.words, partSum: sum,
          partShare: Figures.percent(answer.count, of: whole),
          partFrom: PageChart.percent(Double(before) / Double(whole) * 100),
          partWidth: PageChart.percent(Double(answer.count) / Double(whole) * 100),
          partText: "\(answer.words): \(sum)"))
      before += answer.count
    }
    self.question = question
    questionCount = Figures.grouped(whole)
    barText =
      question + ": " + parts.map { "\($0.partWords) \($0.partSum)" }.joined(separator: ", ")
    barParts = parts
  }
}
