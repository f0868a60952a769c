/// What has been read of a file, and what became of its lines.
struct ReadSoFar: Sendable {
  /// How many lines have been read, an earlier run's included.
  private(set) var lines: UInt64
  /// Whether a line told anything about FTP.
  private(set) var toldAnything = false
  /// The first lines that could not be read, numbered in the file from 0.
  private(set) var malformed: [ReadReport.Malformed] = []
  private(set) var source: UsageSummary.Source
  private var linesByFormat: [Int: UInt64] = [:]

  init(path: String, linesBefore: UInt64) {
    lines = linesBefore
    source = UsageSummary.Source(path: path)
  }

  /// The format that most lines have.
  var mainFormat: Int? {
    linesByFormat.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Adds the next chunk, and tells it which line of the file its first one is.
  mutating func add(_ chunk: Chunk) {
    chunk.linesBefore = lines
    toldAnything = toldAnything || !chunk.batch.isEmpty
    for line in chunk.report.firstMalformed
    where malformed.count < ReadReport.malformedMaximum {
      malformed.append(ReadReport.Malformed(line: lines + line.line, reason: line.reason))
    }
    lines += chunk.report.lines
    source.lines += Int(chunk.report.lines)
    source.bytes += chunk.sourceBytes
    source.add(chunk.report)
    linesByFormat.merge(chunk.report.linesByFormat, uniquingKeysWith: +)
  }
}
