/// Lines of what was read that were of no use: how many, and where the first few are.
struct MalformedLines {
  private static let shown = 3

  private(set) var count = 0
  private var first: [String] = []

  mutating func add(_ path: String, _ line: Int, _ reason: String) {
    count += 1
    if first.count < Self.shown { keep(path, line, reason) }
  }

  /// Those that were counted elsewhere, with the first of them.
  init(count: Int, first: some Sequence<(path: String, line: Int, reason: String)>) {
    self.count = count
    for line in first.prefix(Self.shown) { keep(line.path, line.line, line.reason) }
  }

  init() {}

  mutating func add(_ others: MalformedLines) {
    count += others.count
    first += others.first.prefix(max(0, Self.shown - first.count))
  }

  private mutating func keep(_ path: String, _ line: Int, _ reason: String) {
    first.append("\(path == "-" ? "standard input" : path):\(line): \(reason)")
  }

  /// Says which lines they are, as in "lines that name no target", how many, and the first few.
  func tell(_ lines: String) {
    if count == 0 { return }
    ftpscope.tell(count > first.count ? "\(lines): \(count); the first:" : "\(lines): \(count)")
    for line in first { ftpscope.tell("  \(line)") }
  }
}
