import Bytes
import Records

extension FactList {
  init(_ record: Record) {
    self.init()
    add(.record, record.kind.rawValue)
    switch record {
    case .service(let service): add(service)
    case .session(let session): add(session)
    case .event(let event): add(event)
    case .name(let name): add(name)
    }
  }

  private mutating func add(_ record: NameRecord) {
    add(.label, record.label)
    add(.suffix, record.suffix, record.label)
    addOnce(.domains, nil, of: record.domain)
  }

  private mutating func add(_ record: SessionRecord) {
    let day = record.start?.day.text ?? ""
    func count(_ what: SessionCount, _ number: Int = 1) {
      add(.day, day, what.rawValue, count: number)
    }
    count(.sessions)
    switch record.control {
    case .clear: count(.clear)
    case .explicit: count(.explicit)
    case .implicit: count(.implicit)
    case .none: count(.none)
    case .unknown: count(.unknown)
    }
    if !record.doubts.isEmpty { count(.uncertain) }
    if record.isClearLogin { count(.clearLogins) }
    if record.isProtectedLogin { count(.protectedLogins) }
    count(.clearTransfers, record.transfers.clear)
    count(.privateTransfers, record.transfers.private)
    count(.unknownTransfers, record.transfers.unknown)
    if record.isUnjudged { count(.unjudged) }
    for refusal in record.refusals {
      let refused = StoredRefusal(
        verb: refusal.verb, code: refusal.code, reason: refusal.reason, client: record.client,
        user: record.user)
      add(.refused, refused.answer, day)
    }
    if record.wouldBeLockedOut {
      count(.lockedOut)
      addParties(record, day, .userLockedOut, .clientLockedOut)
      if record.isClearLogin { addParties(record, day, .userClearLogin, .clientClearLogin) }
      if let client = record.client {
        for user in record.users { add(.lockedOutPair, user, client) }
      }
    } else if record.login == .succeeded, !record.isUnjudged {
      addParties(record, day, .userProtected, .clientProtected)
    }
  }

  private mutating func addParties(
    _ record: SessionRecord, _ day: String, _ ofUser: Topic, _ ofClient: Topic
  ) {
    for user in record.users { add(ofUser, user, day) }
    if let client = record.client { add(ofClient, client, day) }
  }
}
