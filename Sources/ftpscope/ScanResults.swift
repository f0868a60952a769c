import Bytes
import Records
import Report
import Synchronization

/// Where a scan's records go: written one a line as they come, or counted and shown at the end.
final class ScanResults: @unchecked Sendable {
  // Sendable: `write` is called by the scan's writer, one call at a time, the rest before the scan
  // begins and after it has ended.

  private let output: Output
  private let format: ScanCommand.Format
  private var writer = JSONWriter()
  /// What `--fail-on` may ask for.
  private(set) var holds: Set<ScanCommand.Condition> = []
  var progress: Progress?

  /// Throws `Failure` where the output can't be written.
  init(_ command: ScanCommand) throws {
    output = try Output(path: command.output, appends: command.resume != nil)
    format = command.format ?? (output.isTerminal && command.resume == nil ? .table : .jsonl)
  }

  /// Takes records that are found. Throws as `Output` does.
  func write(_ records: [ServiceRecord]) throws {
    for record in records {
      note(record)
      writer.removeAll()
      record.write(to: &writer)
      writer.newline()
      try output.write(writer.bytes)
    }
    try output.flush()
  }

  /// Writes the rest, once the scan has ended.
  func finish() throws {
    progress?.end()
    try output.finish()
  }

  /// After an error: what was found so far stays.
  func keepWhatIsThere() {
    progress?.end()
    if let path = output.leave() {
      tell("what was found so far is in \(path)")
    }
  }

  private func note(_ record: ServiceRecord) {
    if record.loginInClear == .accepted { holds.insert(.clearLogin) }
    if record.mode == .clear { holds.insert(.noTLS) }
    if let certificate = record.tls?.certificate, !certificate.faults.isEmpty {
      holds.insert(.badCertificate)
    }
  }
}
