import Usage

extension UsageSummary.Source {
  /// What a person who looks at the files is told of one; nil where that is nothing.
  var remark: String? {
    if let remark = problem ?? note { return remark }
    guard repeated > 0 else { return nil }
    return "\(Figures.count(repeated, "line")) told by other logs too, and counted once"
  }
}
