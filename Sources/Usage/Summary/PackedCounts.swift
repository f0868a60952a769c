import FTPProtocol
import Records

/// The counts of `UsageCounts` in one cache line, which a session is added to at once: a log may
/// have a million parties, and each session counts for two of them. 32 bits are enough for one
/// party.
struct PackedCounts: Sendable, Codable {
  private enum Lane {
    static let sessions = 0, clear = 1, explicit = 2, implicit = 3, none = 4, unknown = 5
    static let uncertain = 6, clearLogins = 7, protectedLogins = 8
    static let clearTransfers = 9, privateTransfers = 10, unknownTransfers = 11
  }

  private var lanes = SIMD16<UInt32>()

  init() {}

  /// What one session counts for.
  init(_ outcome: borrowing SessionOutcome) {
    lanes[Lane.sessions] = 1
    let control =
      switch outcome.control {
      case .clear: Lane.clear
      case .explicit: Lane.explicit
      case .implicit: Lane.implicit
      case .none: Lane.none
      case .unknown: Lane.unknown
      }
    lanes[control] = 1
    if !outcome.doubts.isEmpty { lanes[Lane.uncertain] = 1 }
    switch outcome.loginCrossed {
    case .clear: lanes[Lane.clearLogins] = 1
    case .protected: lanes[Lane.protectedLogins] = 1
    case .none, .unknown: break
    }
    lanes[Lane.clearTransfers] = UInt32(clamping: outcome.protection.clearTransfers)
    lanes[Lane.privateTransfers] = UInt32(clamping: outcome.protection.privateTransfers)
    lanes[Lane.unknownTransfers] = UInt32(clamping: outcome.protection.unknownTransfers)
  }

  /// Adds other counts.
  @inline(__always)
  mutating func add(_ other: PackedCounts) { lanes &+= other.lanes }

  var isEmpty: Bool { lanes[Lane.sessions] == 0 }

  /// A number that is the lower the more the counts matter, by clear logins, then clear transfers;
  /// and one by sessions.
  var rank: (UInt64, sessions: UInt32) {
    (
      UInt64(~lanes[Lane.clearLogins]) << 32 | UInt64(~lanes[Lane.clearTransfers]),
      ~lanes[Lane.sessions]
    )
  }

  /// The counts as they are shown.
  var counts: UsageCounts {
    var counts = UsageCounts()
    counts.sessions = Int(lanes[Lane.sessions])
    counts.clear = Int(lanes[Lane.clear])
    counts.explicit = Int(lanes[Lane.explicit])
    counts.implicit = Int(lanes[Lane.implicit])
    counts.none = Int(lanes[Lane.none])
    counts.unknown = Int(lanes[Lane.unknown])
    counts.uncertain = Int(lanes[Lane.uncertain])
    counts.clearLogins = Int(lanes[Lane.clearLogins])
    counts.protectedLogins = Int(lanes[Lane.protectedLogins])
    counts.transfers.clear = Int(lanes[Lane.clearTransfers])
    counts.transfers.private = Int(lanes[Lane.privateTransfers])
    counts.transfers.unknown = Int(lanes[Lane.unknownTransfers])
    return counts
  }
}
