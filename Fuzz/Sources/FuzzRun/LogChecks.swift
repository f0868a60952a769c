import Bytes
import FTPProtocol
import Foundation
import Records

@testable import Usage

/// What holds of every answer, whatever the log.
enum LogChecks {
  static func check(_ summary: UsageSummary, _ sessions: [LoggedSession], _ report: ReadReport) {
    let totals = summary.totals
    check(totals)
    FuzzRun.check(totals.sessions == sessions.count, "as many records as sessions")
    // A session counts for each who logged in.
    summary.users.map(\.counts).forEach(check)
    FuzzRun.check(
      summary.users.map(\.counts.sessions).reduce(0, +) >= totals.sessions, "users make the whole")
    for counts in [
      summary.clients.map(\.counts), summary.servers.map(\.counts), summary.days.map(\.counts),
    ] {
      counts.forEach(check)
      FuzzRun.check(counts.map(\.sessions).reduce(0, +) == totals.sessions, "parts make the whole")
      FuzzRun.check(
        counts.map(\.transfers.clear).reduce(0, +) == totals.transfers.clear, "so do transfers")
    }
    let readiness = summary.readiness
    FuzzRun.check(
      readiness.lockedOutSessions + readiness.unjudgedSessions <= totals.sessions, "readiness")
    FuzzRun.check(
      report.malformed + report.skipped <= Int(report.lines)
        && report.linesByFormat.values.reduce(0, +) <= report.lines, "lines are counted once")
    for session in sessions { check(session.record) }
  }

  private static func check(_ counts: UsageCounts) {
    let kinds = counts.clear + counts.explicit + counts.implicit + counts.none + counts.unknown
    FuzzRun.check(counts.sessions == kinds, "a session is of one kind")
    FuzzRun.check(counts.uncertain <= counts.sessions, "uncertain sessions are sessions")
    FuzzRun.check(
      counts.clearLogins + counts.protectedLogins <= counts.sessions, "a session logs in one way")
  }

  private static func check(_ record: SessionRecord) {
    if let start = record.start, let end = record.end {
      FuzzRun.check(start <= end, "a session begins before it ends")
      for time in [start, end] {
        let text = time.rfc3339
        FuzzRun.check(Timestamp(rfc3339: text)?.rfc3339 == text, "a time written \(text)")
      }
    }
    FuzzRun.check((record.bytesSent ?? 0) >= 0 && (record.bytesReceived ?? 0) >= 0, "bytes")
    let transfers = record.transfers
    FuzzRun.check(
      transfers.clear >= 0 && transfers.private >= 0 && transfers.unknown >= 0, "transfers")
    if record.control == .unknown {
      FuzzRun.check(!record.doubts.isEmpty, "what is unknown is not certain")
    }
  }

  /// All of an answer. `isChecked`: what is written as JSON has to be JSON.
  static func text(
    _ summary: UsageSummary, _ sessions: [LoggedSession], isChecked: Bool
  ) -> String {
    var writer = JSONWriter()
    summary.write(to: &writer)
    if isChecked { checkJSON(writer) }
    var text = String(decoding: writer.bytes, as: UTF8.self)
    for session in sessions {
      writer.removeAll()
      session.record.write(to: &writer)
      if isChecked { checkJSON(writer) }
      text += "\n" + String(decoding: writer.bytes, as: UTF8.self)
      for evidence in session.evidence {
        text += "\n\(evidence.line): \(evidence.text) (\(evidence.rule)) \(evidence.source ?? "")"
      }
    }
    return text
  }

  private static func checkJSON(_ writer: JSONWriter) {
    let isText = String(validating: writer.bytes, as: UTF8.self) != nil
    let object = try? JSONSerialization.jsonObject(with: Data(writer.bytes))
    FuzzRun.check(isText && object is [String: Any], "no JSON: \(writer.bytes)")
  }
}
