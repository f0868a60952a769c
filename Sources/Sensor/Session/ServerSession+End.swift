import Bytes

extension ServerSession {
  /// The session is over, whoever ended it: the last observations. Called once, also where it was
  /// never `opened`; after `close` at once, before the last reply leaves.
  public mutating func closed(_ reason: EndReason, at time: Timestamp) -> [SessionAction] {
    guard !isClosed else { return [] }
    isClosed = true
    isOver = true
    if let transfer {
      transfer.endStore()
      if transfer.isOpen { note(transfer, isCutOff: true, kept: nil) }
      observe(transfer.request, code: nil)
      self.transfer = nil
    }
    if case .port(let asked, _) = waiting { observe(asked, code: nil) }
    for request in pending { observe(request, code: nil) }
    pending = []
    noteForeign()
    if !spokeFTP, !firstBytes.isEmpty {
      exploitsOfRequest = []
      for match in setting.signatures?.matches(opening: firstBytes) ?? [] {
        note(exploit: match.signature, cve: match.cve, payload: firstBytes)
      }
    }
    summary.firstBytes = firstBytes
    summary.milliseconds = Int(clamping: max(0, time.milliseconds - began.milliseconds))
    if began.milliseconds == 0 { summary.milliseconds = 0 }
    summary.reason = reason
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
