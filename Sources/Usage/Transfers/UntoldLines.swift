/// Lines of a transfer log that count by themselves, though other logs tell of sessions.
struct UntoldLines {
  /// All lines that tell of a file.
  var all: Int
  /// Those that no session of the other logs holds.
  var homeless = 0
  /// Those that more than one holds, and nothing tells which.
  var open = 0
  /// Those that a session holds whose log tells of no such file.
  var unmatched = 0
  /// Whether there were more sessions than are kept to compare lines with.
  var lacksSessions = false

  /// What is to be known of them; nil where there are none.
  var words: String? {
    let parts = [
      (homeless, "in no session of the other logs"),
      (open, "in more than one session of the other logs, any of which it may be"),
      (unmatched, "in a session whose own log does not tell of the file"),
    ].filter { $0.0 > 0 }
    guard let first = parts.first else { return nil }
    let count = parts.reduce(0) { $0 + $1.0 }
    let lines = "\(first.0) of \(all) \(all == 1 ? "line" : "lines") \(first.1)"
    let others = parts.dropFirst().map { ", \($0.0) \($0.1)" }.joined()
    // Where one line found its session, the zones do not differ.
    let hint = homeless == all ? "; if the zones of the times differ, say --time-zone" : ""
    let lack = lacksSessions ? "; of too many sessions to keep, some were not compared" : ""
    return lines + others + ", so counted by \(count == 1 ? "itself" : "themselves")" + hint + lack
  }
}
