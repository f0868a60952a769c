import Bytes
import Records
import TestSupport
import Testing

@testable import Store

/// Each question's answer is that of a plain computation over the records.
@Suite struct AnswersTests {
  private let folder: TemporaryFolder
  private let store: SQLiteStore
  private let services: [ServiceRecord]
  private let sessions: [SessionRecord]

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.store()
    let all = (0..<1500).map { Samples.service($0 * 7919 % 100_003, survey: "s", at: Int64($0)) }
    var sessions: [SessionRecord] = []
    for batch in stride(from: 0, to: all.count, by: 100) {
      try store.insert(all[batch..<(batch + 100)].map { .service($0) })
    }
    for number in 0..<500 {
      let record = try #require(Samples.session(number))
      try store.insert([record])
      if case .session(let session) = record { sessions.append(session) }
    }
    self.sessions = sessions
    // The latest of each address and port.
    var latest: [String: ServiceRecord] = [:]
    for record in all { latest["\(record.ip) \(record.port)"] = record }
    services = latest.values.filter(\.isFTPService)
  }

  private func counted(_ answers: [(String, String)]) -> [Count] {
    Dictionary(grouping: answers) { "\($0.0)\u{0}\($0.1)" }
      .map { Count($0.value[0].0, $0.value[0].1, $0.value.count) }
      .sorted { ($1.number, $0.answer, $0.detail) < ($0.number, $1.answer, $1.detail) }
  }

  private func expect(_ topic: Topic, _ plain: (ServiceRecord) -> [(String, String)]) throws {
    #expect(try store.counts(topic, of: "s") == counted(services.flatMap(plain)), "\(topic)")
  }

  @Test func ofServices() throws {
    try expect(.mode) { [($0.mode?.rawValue ?? "", "")] }
    try expect(.loginInClear) { [($0.loginInClear.rawValue, "")] }
    try expect(.dataProtection) { [($0.dataProtection.rawValue, "")] }
    try expect(.tlsVersion) { $0.tls.map { [($0.version, "")] } ?? [] }
    try expect(.fault) { $0.faults.map { ($0.rawValue, "") } }
    try expect(.family) { $0.product?.family.map { [($0, "")] } ?? [] }
    try expect(.version) { record in
      record.product.map { [($0.family ?? "", $0.version ?? "")] } ?? []
    }
    try expect(.advisory) { $0.advisories.map { ($0.id, $0.certainty.rawValue) } }
    try expect(.country) { $0.place?.country.map { [($0, "")] } ?? [] }
    try expect(.network) { [("AS\($0.place?.asn ?? 0)", $0.place?.network ?? "")] }
    try expect(.cloud) { $0.place?.cloud.map { [($0, "")] } ?? [] }
    try expect(.vulnerable) { record in
      let order: [ServiceAdvisory.Certainty] = [.confirmed, .conditional, .possible]
      let has = Set(record.advisories.map(\.certainty))
      return order.first { has.contains($0) }.map { [($0.rawValue, "")] } ?? []
    }
    try expect(.familyFault) { record in
      record.product?.family.map { family in record.faults.map { (family, $0.rawValue) } } ?? []
    }
  }

  @Test(arguments: [1, 10, 10_000]) func urgent(limit: Int) throws {
    let plain = services.map(\.urgency).filter { $0.number > 0 }.sorted(by: >)
    let found = try store.urgent(of: "s", limit: limit)
    #expect(found.count == plain.count && plain.count > 100)
    #expect(found.services.map(\.urgency) == Array(plain.prefix(limit)))
    #expect(try store.urgent(of: "no such", limit: limit).count == 0)
  }

  @Test func summedAndLimited() throws {
    let families = try store.answers(.version, of: "s")
    #expect(families == (try store.counts(.family, of: "s")))
    #expect(try store.answers(.version, of: "s", limit: 1) == Array(families.prefix(1)))
    let size = try store.size(.version, of: "s")
    #expect(size.answers == families.count)
    #expect(size.total == services.filter { $0.product != nil }.count)
    #expect(try store.counts(.mode, of: "no such").isEmpty)
  }

  @Test func ofSessions() throws {
    let days = try store.series(.day, of: "")
    for what in SessionCount.allCases {
      let total = days.filter { $0.detail == what.rawValue }.reduce(0) { $0 + $1.number }
      let plain =
        switch what {
        case .sessions: sessions.count
        case .clear: sessions.filter { $0.control == .clear }.count
        case .explicit: sessions.filter { $0.control == .explicit }.count
        case .implicit: sessions.filter { $0.control == .implicit }.count
        case .none: sessions.filter { $0.control == .none }.count
        case .unknown: sessions.filter { $0.control == .unknown }.count
        case .uncertain: sessions.filter { !$0.doubts.isEmpty }.count
        case .clearLogins: sessions.filter(\.isClearLogin).count
        case .protectedLogins:
          sessions.filter(\.isProtectedLogin).count
        case .clearTransfers: sessions.reduce(0) { $0 + $1.transfers.clear }
        case .privateTransfers: sessions.reduce(0) { $0 + $1.transfers.private }
        case .unknownTransfers: sessions.reduce(0) { $0 + $1.transfers.unknown }
        case .lockedOut: sessions.filter(\.wouldBeLockedOut).count
        case .unjudged: sessions.filter(\.isUnjudged).count
        }
      #expect(total == plain, "\(what)")
    }
    let (from, to) = ("2026-11-03", "2026-11-05")
    let some = sessions.filter { session in
      session.wouldBeLockedOut && (from...to).contains(session.start?.day.text ?? "")
    }
    let users = try store.counts(.userLockedOut, of: "", from: from, to: to)
    #expect(
      users.map { Count($0.answer, $0.number) } == counted(some.map { ($0.user ?? "", "") }))
    #expect(users.allSatisfy { (from...to).contains($0.detail) })
  }
}
