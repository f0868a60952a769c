import Bytes

extension ServerSession {
  /// The session is over, whoever ended it: the last observations. Called once, also where it was
  /// never `opened`; after `close` at once, before the last reply leaves.
  mutating func closed(_ reason: EndReason, at time: Timestamp) -> [SessionAction] {
    guard !isClosed else { return [] }
    isClosed = true
    isOver = true
    if let transfer {
      transfer.endStore()
      if transfer.isOpen { note(transfer, isCutOff: true, kept: nil) }
      observe(transfer.request, code: nil)
      self.transfer = nil
    }
    switch waiting {
    case .nothing, .handshake: break
    case .port(let asked, _), .backDoor(let asked): observe(asked, code: nil)
    // What was decided, though nobody waited for the reply.
    case .pause(let held):
      actions += held.filter { if case .observe = $0 { true } else { false } }
    }
    waiting = .nothing
    for request in pending { observe(request, code: nil) }
    pending = []
    noteForeign()
    if !spokeFTP, !firstBytes.isEmpty {
      answer.exploits = []
      for match in setting.signatures?.matches(opening: firstBytes) ?? [] {
        note(exploit: match.signature, cve: match.cve, payload: firstBytes)
      }
    }
    summary.firstBytes = firstBytes
    summary.milliseconds = Int(clamping: max(0, time.milliseconds - began.milliseconds))
    if began.milliseconds == 0 { summary.milliseconds = 0 }
    let judged = setting.classifier?.classify(summary) ?? ("unknown", "")
    actions.append(
      .observe(
        .disconnect(
          DisconnectObservation(
            milliseconds: summary.milliseconds, commands: summary.commands, reason: reason,
            sessionClass: judged.0, classRule: judged.1, firstBytes: firstBytes))))
    return taken()
  }
}
