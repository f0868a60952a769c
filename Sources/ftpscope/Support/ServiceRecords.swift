import Bytes
import Records
import Report

/// Service records that a scan wrote, read back.
enum ServiceRecords {
  /// Counts a file's records; lines that are none are counted and told of. Throws `Failure`.
  static func tally(_ path: String) throws -> ServiceTally {
    var tally = ServiceTally(rowsMaximum: ServicesPage.rowsMaximum)
    var (line, malformed) = (0, 0)
    var first: Int?
    try InputLines.each(of: path) { text in
      line += 1
      if text.trimmed.isEmpty { return }
      if let record = ServiceRecord(line: text) {
        tally.add(record)
      } else {
        malformed += 1
        first = first ?? line
      }
    }
    if let first {
      let name = EscapedText(path).text
      tell("\(malformed) lines of \(name) are no service records; the first: \(first)")
    }
    return tally
  }
}
