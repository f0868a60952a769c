import Bytes
import FTPProtocol
import Records

extension PartyTally.Day {
  /// One session's part in a day.
  init(_ outcome: borrowing SessionOutcome, last: Timestamp) {
    self.last = last
    if outcome.wouldBeLockedOut {
      lockedOut = 1
      if outcome.isClearLogin { clearLogins = 1 } else { clearTransfersOnly = 1 }
    } else if outcome.login == .succeeded, !outcome.isUnjudged {
      protected = 1
    }
  }
}

extension SessionOutcome {
  /// Whether a login succeeded or a file moved in a way that can't be judged.
  var isUnjudged: Bool {
    login == .succeeded && credentials == .unknown || protection.unknownTransfers > 0
  }

  /// Whether files moved and the log does not tell how.
  var transfersAreUntold: Bool { protection.unknownTransfers > 0 }
}

extension Doubts {
  /// Doubts that another setting of the server would remove.
  static let curable: Doubts = [
    .sharedAddress, .connectsNotLogged, .authNotLogged, .tlsNotLogged, .blindAfterAuth,
  ]
}
