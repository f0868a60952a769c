extension UsageSummary.Source {
  /// Of a server's lines one in so many may break off, and one of few: a log is cut, its last line
  /// is still being written, or several processes write at once.
  private static let linesPerBroken = 100

  /// Adds what became of some lines.
  mutating func add(_ report: ReadReport) {
    skipped += report.skipped
    malformed += report.malformed
    broken += report.broken
    ofUnknownServers += report.ofUnknownServers
    for name in report.unknownServers where unknownServers.count < ReadReport.unknownServersMaximum
    { unknownServers.insert(name) }
  }

  /// Lines of FTP servers that are not understood, where they are more than come to break off: what
  /// they tell is missing from the answer.
  public var lostLines: Int {
    let isTooMuch = broken > max(1, (lines - skipped) / Self.linesPerBroken)
    return ofUnknownServers + (isTooMuch ? broken : 0)
  }

  /// Says which servers' lines are in no form that is known; nil where none are.
  var lostWords: String? {
    if ofUnknownServers == 0 { return nil }
    let names = unknownServers.sorted().joined(separator: ", ")
    let lines = ofUnknownServers == 1 ? "1 line" : "\(ofUnknownServers) lines"
    return "\(lines) of \(names) in no form that ftpscope knows: what they tell is missing"
  }
}

extension UsageSummary {
  /// Whether lines of FTP servers are not understood, more than come to break off.
  public var hasLostLines: Bool { sources.contains { $0.lostLines > 0 } }
}
