import Bytes
import Foundation
import GRDB
import Records
import TestSupport
import Testing

@testable import Store

/// What is asked of events is answered as a plain computation over them does.
@Suite struct EventAnswersTests {
  private let folder: TemporaryFolder
  private let store: SQLiteStore
  private let events: [EventRecord]

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.store()
    let records = try (0..<1200).map { try #require(Samples.event($0), "\($0)") }
    for batch in stride(from: 0, to: records.count, by: 100) {
      try store.insert(Array(records[batch..<(batch + 100)]))
    }
    // Put in again, they change nothing.
    try store.insert(records)
    events = records.compactMap { if case .event(let event) = $0 { event } else { nil } }
  }

  private func expect(
    _ topic: Topic, _ type: EventRecord.Kind, _ plain: (EventRecord) -> (String, String)
  ) throws {
    let answers = events.filter { $0.type == type }.map(plain)
    let counts = Dictionary(grouping: answers) { "\($0.0)\u{0}\($0.1)" }
      .map { Count($0.value[0].0, $0.value[0].1, $0.value.count) }
      .sorted { ($1.number, $0.answer, $0.detail) < ($0.number, $1.answer, $1.detail) }
    #expect(!counts.isEmpty)
    #expect(try store.counts(topic, of: "") == counts, "\(topic)")
  }

  private func expectOnce(
    _ topic: Topic, _ type: EventRecord.Kind, _ plain: (EventRecord) -> (String, String)
  ) throws {
    var members: [String: Set<String>] = [:]
    for event in events where event.type == type {
      guard let source = event.sourceIP else { continue }
      let (answer, detail) = plain(event)
      members["\(answer)\u{0}\(detail)", default: []].insert(source)
    }
    let stored = try store.counts(topic, of: "").map {
      ("\($0.answer)\u{0}\($0.detail)", $0.number)
    }
    #expect(!stored.isEmpty)
    #expect(Dictionary(uniqueKeysWithValues: stored) == members.mapValues(\.count), "\(topic)")
  }

  private func hour(_ event: EventRecord) -> String { event.time.rfc3339.prefix(13) + ":00:00Z" }
  private func day(_ event: EventRecord) -> String { String(event.time.rfc3339.prefix(10)) }
  private func listener(_ event: EventRecord) -> String { event.listener ?? "" }
  private func kind(_ event: EventRecord) -> String { event["disconnect", "class"].text ?? "" }

  @Test func series() throws {
    try expect(.hourConnections, .connect) { (hour($0), listener($0)) }
    try expect(.dayConnections, .connect) { (day($0), listener($0)) }
    try expectOnce(.hourSources, .connect) { (hour($0), "") }
    try expectOnce(.daySources, .connect) { (day($0), "") }
    try expectOnce(.sources, .connect) { _ in ("", "") }
    try expect(.hourSensorConnections, .connect) { (hour($0), $0.sensor) }
    try expect(.daySensorConnections, .connect) { (day($0), $0.sensor) }
    try expectOnce(.hourSensorSources, .connect) { (hour($0), $0.sensor) }
    try expectOnce(.daySensorSources, .connect) { (day($0), $0.sensor) }
    try expectOnce(.sensorSources, .connect) { ($0.sensor, "") }
    try expectOnce(.hourListenerSources, .connect) { (hour($0), listener($0)) }
    try expectOnce(.dayListenerSources, .connect) { (day($0), listener($0)) }
    try expectOnce(.listenerSources, .connect) { (listener($0), "") }
    try expect(.hourSessions, .disconnect) { (hour($0), kind($0)) }
    try expect(.daySessions, .disconnect) { (day($0), kind($0)) }
    try expectOnce(.hourClassSources, .disconnect) { (hour($0), kind($0)) }
    try expectOnce(.dayClassSources, .disconnect) { (day($0), kind($0)) }
    try expectOnce(.classSources, .disconnect) { (kind($0), "") }
  }

  @Test func lists() throws {
    func text(_ event: EventRecord, _ part: String, _ name: String) -> String {
      event[part, name].text ?? ""
    }
    try expect(.sensor, .connect) { ($0.sensor, "") }
    try expect(.listener, .connect) { (listener($0), "explicit") }
    try expect(.sessionClass, .disconnect) { (kind($0), "") }
    try expect(.credential, .login) { (text($0, "login", "user"), text($0, "login", "password")) }
    try expect(.command, .command) { (text($0, "command", "verb").uppercased(), "") }
    try expect(.client, .tls) { (text($0, "tls", "ja4"), "") }
    try expect(.upload, .upload) { (text($0, "upload", "sha256"), "elf") }
    try expect(.uploadName, .upload) { (text($0, "upload", "sha256"), text($0, "upload", "path")) }
    try expect(.download, .download) {
      (text($0, "download", "path"), text($0, "download", "canary"))
    }
    try expect(.bounce, .bounce) { (text($0, "bounce", "target"), "") }
    try expect(.exploit, .exploit) { (text($0, "exploit", "signature"), "") }
    try expect(.gap, .gap) { _ in ("rate", "events") }
    let lost = events.reduce(0) { $0 + ($1["gap", "count"].integer ?? 0) }
    #expect(try store.counts(.lost, of: "") == [Count("rate", "events", lost)])
    let hours = try store.series(.hourLost, of: "")
    #expect(hours.reduce(0) { $0 + $1.number } == lost)
  }

  /// A gap marks each hour that it touches, its end left out, and none before it began.
  @Test(
    arguments: [
      ("10:30:00", "12:10:00", ["10", "11", "12"]), ("10:00:00", "12:00:00", ["10", "11"]),
      ("12:00:00", "12:00:00", ["12"]), ("13:00:00", "12:59:59", ["12"]),
      ("11:59:59", "12:00:01", ["11", "12"]),
    ] as [(String, String, [String])])
  func gaps(from: String, to: String, hours: [String]) throws {
    let store = try folder.store("gaps.db")
    let record = try #require(
      Samples.record(
        """
        {"record":"event","type":"gap","sensor":"s","time":"2026-11-24T\(to)Z",\
        "gap":{"reason":"rate","lost":"events","count":5,"from":"2026-11-24T\(from)Z"}}
        """))
    try store.insert([record])
    let marked = try store.series(.hourGap, of: "")
    #expect(marked == hours.map { Count("2026-11-24T\($0):00:00Z", "rate", 1) })
    #expect(try store.series(.hourLost, of: "").map(\.answer) == marked.suffix(1).map(\.answer))
  }

  /// What nobody can have lost makes no sum that can't be held.
  @Test(arguments: [(Int.max, 1 << 41), (-5, 0), (7, 14)])
  func gapsOfAnyCount(_ count: Int, _ sum: Int) throws {
    let store = try folder.store("gaps.db")
    let records = try ["1", "2"].map { hour in
      try #require(
        Samples.record(
          """
          {"record":"event","type":"gap","sensor":"s","time":"2026-11-24T0\(hour):00:00Z",\
          "gap":{"reason":"rate","lost":"events","count":\(count)}}
          """))
    }
    try store.insert(records)
    #expect(try store.counts(.lost, of: "").reduce(0) { $0 + $1.number } == sum)
  }

  /// A store of before, with fewer topics of events, gets them when it is opened.
  @Test func ofAnOlderStore() throws {
    let wanted = try Topic.allCases.map { try store.counts($0, of: "") }
    try store.makeOld()
    let again = try SQLiteStore(path: store.location, .write)
    #expect(try Topic.allCases.map { try again.counts($0, of: "") } == wanted)
  }
}
