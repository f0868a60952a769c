import Bytes
import Usage

extension UsageTerminal {
  /// Who would have been locked out, users before clients.
  var callFirstLines: [String] {
    let readiness = summary.readiness
    guard !readiness.users.isEmpty || !readiness.clients.isEmpty else { return [] }
    var detail = "locked out if TLS were required"
    if let from = readiness.from, let to = readiness.to {
      detail = "locked out if TLS had been required \(from.text) to \(to.text)"
    }
    var lines = [heading("Call these first", detail)]
    var parts: [[String]] = []
    if !readiness.users.isEmpty {
      let table = lockedOutTable(readiness.users, name: "User", peers: "From", nameFrom: 24)
      parts.append(table + more(readiness.users.count, "user", by: .user))
    }
    if !readiness.clients.isEmpty {
      let table = lockedOutTable(readiness.clients, name: "Client", peers: "Users", nameFrom: 39)
      parts.append(table + more(readiness.clients.count, "client", by: .client))
    }
    lines += parts.joined(separator: [""])
    return lines
  }

  private func lockedOutTable(
    _ rows: Listed<Readiness.LockedOut>, name: String, peers: String, nameFrom: Int
  ) -> [String] {
    let rows = rows.prefix(Self.rowsMaximum)
    // A list shows its first names.
    let areSingle = rows.allSatisfy { $0.peerNames.count < 2 }
    // Without it nothing would say why a row is here.
    let needsFiles = rows.contains { $0.clearTransfersOnly > 0 }
    var table = TextTable(columns: [
      .init(title: name, flexibleFrom: nameFrom, holdsNames: true, mark: .strong),
      .init(title: "Clear\nlogins", isNumber: true, mark: .clear),
      .init(title: "Files in\nclear only", isNumber: true, expendable: needsFiles ? nil : 3),
      .init(title: "With\nTLS", isNumber: true, expendable: 1),
      .init(title: "Last in\nclear"),
      .init(title: peers, flexibleFrom: 15, holdsNames: areSingle, expendable: 2),
    ])
    table.rows = rows.map { row in
      [
        EscapedText(name: row.name), number(row.clearLogins), number(row.clearTransfersOnly),
        number(row.protectedSessions), day(row.last), peerList(row.peerNames),
      ]
    }
    return table.lines(width: width, style: style)
  }

  /// Who asked for TLS and did not get it, and who was turned away for want of it: by reason.
  var refusedLines: [String] {
    let refused = summary.readiness.refused
    let wanted = refused.filter(\.wantedTLS)
    let turnedAway = refused.filter { !$0.wantedTLS }
    var lines: [String] = []
    if !wanted.isEmpty {
      lines.append(heading("Tried TLS and was refused", "mend the server, not the client"))
      lines += reasonLines(wanted)
    }
    if !turnedAway.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines.append(heading("Turned away for want of TLS", "attempts, nothing was exposed"))
      lines += reasonLines(turnedAway)
    }
    return lines
  }

  private func reasonLines(_ refused: [Readiness.Refused]) -> [String] {
    let reasons = RefusalReasons(refused)
    var lines: [String] = []
    for reason in reasons.list.prefix(Self.rowsMaximum) {
      let command = EscapedText(RefusalReasons.answer(reason.verb, reason.code)).truncated(to: 14)
      let count = Figures.count(reason.sessions, "session")
      let room = width - 2 - 16 - count.count - 2
      let words = TextFlow.wrapped(Figures.sentence(reason.words), width: room).prefix(3)
      let first = EscapedText(words.first ?? "")
      lines.append(
        "  " + style(padded(command, 16), .strong) + padded(first.text, room)
          + "  " + style(count, .faint))
      lines += words.dropFirst().map { spaces(18) + $0 }
      lines += people(reason).map { spaces(20) + $0 }
    }
    return lines + more(reasons.list.count, "reason")
  }

  private func people(_ reason: RefusalReasons.Reason) -> [String] {
    let shown = reason.people.prefix(Self.rowsMaximum)
    let left = reason.people.count - shown.count
    var words = shown.enumerated().map { index, person in
      let count = Figures.grouped(person.sessions)
      let room = max(24, min(56, width - 20 - count.count - 4))
      let name = EscapedText(person.name).truncatedInMiddle(to: room)
      let comma = index + 1 < shown.count || left > 0 ? "," : ""
      return EscapedText("\(name) (\(count))\(comma)")
    }
    if left > 0 { words.append(EscapedText("\(Figures.grouped(left)) more")) }
    return TextFlow.wrapped(words, width: width - 20)
  }

  // MARK: - Cells

  func number(_ number: Int) -> EscapedText {
    EscapedText(number < 10_000_000 ? Figures.grouped(number) : Figures.short(number))
  }

  func day(_ time: Timestamp?) -> EscapedText {
    time.map { EscapedText($0.day.text) } ?? .nothing
  }

  func peerList(_ names: [String]) -> EscapedText {
    names.isEmpty ? .nothing : EscapedText(names.joined(separator: ", "))
  }
}
