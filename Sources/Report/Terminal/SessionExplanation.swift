import Bytes
import Records
import Usage

/// Why a session is what it is said to be: the lines that decided it, where they stand, and the
/// rules.
public struct SessionExplanation {
  private let session: LoggedSession

  public init(_ session: LoggedSession) { self.session = session }

  /// The explanation, several lines, for a person.
  public func text() -> String {
    let record = session.record
    var lines = ["session \(record.id)"]
    let parties: [(String, String?)] = [
      ("client", record.client), ("user", record.user),
      ("server", record.server.map { $0 + (record.port.map { " port \($0)" } ?? "") }),
      ("time", record.start.map { "\($0.rfc3339) to \(record.end?.rfc3339 ?? "?")" }),
      ("log", record.logFormat),
    ]
    for (name, value) in parties {
      if let value { lines.append("  \(name): \(EscapedText(value).text)") }
    }
    lines.append("  control channel: \(record.control.rawValue)")
    lines.append("  password: \(record.credentials.rawValue), login: \(record.login.rawValue)")
    let transfers = record.transfers
    lines.append(
      "  transfers: \(transfers.clear) in clear, \(transfers.private) private, "
        + "\(transfers.unknown) not known")
    for doubt in record.doubts { lines.append("  in doubt: \(doubt)") }
    lines.append(session.evidence.isEmpty ? "  no line decided anything" : "  decided by:")
    for evidence in session.evidence {
      lines.append("    \(EscapedText(evidence.path).text):\(evidence.line): \(evidence.text)")
      for line in (evidence.source ?? "").split(separator: "\n") {
        lines.append("      | \(EscapedText(String(line)).text)")
      }
      lines.append("      = \(evidence.rule)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
