import Bytes
import FTPProtocol
import Records

extension PartyTally.Day {
  /// The part in a day of a session that began at a moment; nil where it has no date.
  init(_ outcome: borrowing SessionOutcome, begins: Timestamp?) {
    if outcome.wouldBeLockedOut {
      lockedOut = 1
      if let begins { last = begins }
      if outcome.isClearLogin { clearLogins = 1 } else { clearTransfersOnly = 1 }
    } else if outcome.login == .succeeded, !outcome.isUnjudged {
      protected = 1
    }
  }
}

extension SessionOutcome {
  /// Whether a login succeeded or a file moved in a way that can't be judged, or may have where the
  /// log can't see past AUTH or tells of no files.
  var isUnjudged: Bool {
    loginCrossed == .unknown || protection.unknownTransfers > 0
      || !doubts.isDisjoint(with: [.blindAfterAuth, .filesNotLogged])
  }

  /// Whether files moved and the log does not tell how.
  var transfersAreUntold: Bool { protection.unknownTransfers > 0 }

  /// Whether another setting of the server would have told more.
  func isCurable(_ format: LogFormat) -> Bool {
    var curable = Doubts.curable
    let isMixed = doubts.contains(.sharedAddress) && !format.advice.canTellConnectionsApart
    if isMixed { curable.remove(.sharedAddress) }
    return !doubts.isDisjoint(with: curable) || transfersAreUntold && !isMixed
  }
}

extension Doubts {
  /// Doubts that another setting of the server would remove.
  static let curable: Doubts = [
    .sharedAddress, .connectsNotLogged, .authNotLogged, .tlsNotLogged, .blindAfterAuth,
    .filesNotLogged,
  ]
}
