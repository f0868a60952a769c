import Advisories
import Identification
import Records
import Report

/// What decided which software a service is, in words, for `ftpscope identify --explain`.
struct IdentificationExplanation {
  private let record: ServiceRecord
  private let identification: Identification?
  private let judgement: Judgement

  init(_ record: ServiceRecord, _ identification: Identification?, _ judgement: Judgement) {
    self.record = record
    self.identification = identification
    self.judgement = judgement
  }

  /// Lines, the last one empty.
  var text: String {
    let lines = [title] + productLines + advisoryLines
    return lines.map { EscapedText($0).text + "\n" }.joined() + "\n"
  }

  private var title: String {
    let banner = (record.banner ?? "").replacing("\n", with: " | ")
    return record.ip.isEmpty ? banner : "\(record.ip) port \(record.port): \(banner)"
  }

  private var productLines: [String] {
    guard let identification else { return ["  not known: no fingerprint matches"] }
    var lines = ["  not known: no clue is sure enough"]
    if let winner = identification.winner, let product = identification.product {
      lines = ["  \(winner.name), certainty \(product.certainty ?? 0)"]
      if let cpe = product.cpe23 { lines.append("  \(cpe)") }
      lines += winner.clues.flatMap { clue($0) }
    }
    for other in identification.candidates.dropFirst(identification.winner == nil ? 0 : 1) {
      lines.append("  runner-up: \(other.name)")
      lines += other.clues.flatMap { clue($0) }
    }
    lines += identification.conflicts.map { "  conflict: \($0)" }
    return lines
  }

  private func clue(_ clue: Clue) -> [String] {
    let values = clue.fields.filter { $0.name.hasSuffix(".version") || $0.name == "host.name" }
    let taken = values.map { " \($0.name)=\($0.value)" }.joined()
    let origin = "\(clue.database), \(clue.certainty)"
    return ["    \(clue.source.rawValue): \(clue.fingerprint) (\(origin))\(taken)"]
  }

  private var advisoryLines: [String] {
    var lines = judgement.advisories.map { advisory in
      "  \(advisory.id), \(advisory.certainty.rawValue): \(advisory.why ?? "")"
    }
    lines += judgement.leftOut.map { "  \($0.id), left out: \($0.why)" }
    return lines
  }
}
