import Bytes
import Records
import Report

/// Service records that a scan wrote, read back.
enum ServiceRecords {
  /// Counts a file's records; lines that are none are counted and told of. Throws `Failure`, also
  /// where all are none: a scan that found nothing has no lines.
  static func tally(_ path: String) throws -> ServiceTally {
    var tally = ServiceTally(rowsMaximum: ServicesPage.rowsMaximum)
    var malformed = MalformedLines()
    var number = 0
    var hasRecords = false
    try InputLines.each(of: path) { text in
      number += 1
      if text.trimmed.isEmpty { return }
      if let record = ServiceRecord(line: text) {
        hasRecords = true
        tally.add(record)
      } else {
        malformed.add(path, number, "is no service record")
      }
    }
    malformed.tell("lines that are no service records")
    if !hasRecords, malformed.count > 0 { throw Failure("\(path): there are no service records") }
    return tally
  }
}
