extension ReplyTemplate.Failure {
  /// What is wrong, and the mend.
  var words: String {
    switch self {
    case .noCode:
      "begins with no code: write `220 Text`, and `220-Text` on the first of several lines"
    case .noEnd: "has no end: its last line begins with the code of the first and a space"
    case .tooLong(let maximum): "has more than \(maximum) bytes"
    case .unknownField(let name):
      "has `{\(name)}`, which stands for nothing: use one of "
        + ReplyField.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
    }
  }
}
