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
    if record.login == .succeeded, record.credentials == .protected { count(.protectedLogins) }
    count(.clearTransfers, record.transfers.clear)
    count(.privateTransfers, record.transfers.private)
    count(.unknownTransfers, record.transfers.unknown)
    if record.isUnjudged { count(.unjudged) }
    if record.wouldBeLockedOut {
      count(.lockedOut)
      addParties(record, day, .userLockedOut, .clientLockedOut)
      if record.isClearLogin { addParties(record, day, .userClearLogin, .clientClearLogin) }
      if let user = record.user, let client = record.client { add(.lockedOutPair, user, client) }
    } else if record.login == .succeeded, !record.isUnjudged {
      addParties(record, day, .userProtected, .clientProtected)
    }
  }

  private mutating func addParties(
    _ record: SessionRecord, _ day: String, _ ofUser: Topic, _ ofClient: Topic
  ) {
    if let user = record.user { add(ofUser, user, day) }
    if let client = record.client { add(ofClient, client, day) }
  }

  private mutating func add(_ record: EventRecord) {
    add(.event, record.type.rawValue)
    switch record.type {
    case .connect:
      let hour = String(record.time.rfc3339.prefix(13)) + ":00:00Z"
      let day = record.time.day.text
      add(.hourConnections, hour)
      add(.dayConnections, day)
      guard let source = record.sourceIP else { return }
      addOnce(.hourSources, hour, of: source)
      addOnce(.daySources, day, of: source)
      addOnce(.sources, nil, of: source)
    case .login: add(.credential, record["login", "user"].text, record["login", "password"].text)
    case .command: add(.command, record["command", "verb"].text?.uppercased())
    case .exploit: add(.exploit, record["exploit", "signature"].text, record["exploit", "cve"].text)
    case .tls: if let print = record["tls", "ja4"].text { add(.client, print) }
    case .upload, .download, .bounce, .disconnect, .gap: break
    }
  }
}
