import Bytes
import Records
import TestSupport
import Testing

@testable import Report

@Suite struct ServiceTallyTests {
  @Test func counts() {
    let tally = SampleServices.tally(SampleServices.network)
    #expect((tally.records, tally.services, tally.notFTP, tally.silent) == (15, 12, 2, 1))
    #expect((tally.toMend, tally.inOrder, tally.undetermined) == (8, 2, 2))
    #expect(tally.modes == [.explicit: 6, .implicit: 2, .clear: 2, nil: 2])
    #expect(tally.loginInClear == [.accepted: 4, .refused: 6, .unknown: 2])
    #expect(tally.dataProtection == [.required: 3, .offered: 2, .none: 3, .unknown: 4])
    #expect(tally.anonymous == [.offered: 1])
    #expect(tally.faults[.passwordsInClear] == 4)
    #expect(tally.faults[.noTLS] == 2)
    #expect(tally.certificates == (7, 5))
    #expect(tally.tlsVersions.entries.map(\.text) == ["TLSv1.3", "TLSv1.2", "TLSv1.0"])
    #expect(tally.tlsVersions.entries.map(\.count) == [4, 2, 1])
    #expect(tally.foreign.entries.map(\.text) == ["http", "ssh"])
    #expect(tally.statuses[.ok] == 9)
  }

  @Test func worstFirst() {
    let ranked = SampleServices.tally(SampleServices.network).ranked
    #expect(
      ranked.map { "\($0.ip):\($0.port)" } == [
        "192.0.2.7:2121", "192.0.2.200:21", "192.0.2.9:21", "198.51.100.23:21",
        "203.0.113.5:21", "198.51.100.25:21", "198.51.100.24:990",
        "2001:db8:85a3:1234:5678:8a2e:370:7334:990",
        // Not known before in order, and then what is no service.
        "192.0.2.14:21", "192.0.2.90:21", "192.0.2.10:21", "192.0.2.10:990",
        "192.0.2.91:2121", "192.0.2.92:2121", "192.0.2.93:21",
      ])
  }

  /// An address and port that several names have is one service, with the faults of all of them.
  @Test func namesOfOneService() {
    func named(_ host: String, _ ip: String, _ tls: TLSDescription?) -> ServiceRecord {
      guard let tls else { return SampleServices.record(ip, host: host, status: .timeout) }
      return SampleServices.record(
        ip, host: host, mode: .explicit, tls: tls, login: .refused, files: .required)
    }
    let records = [
      named("a.example", "192.0.2.1", SampleServices.tls()),
      named("b.example", "192.0.2.1", SampleServices.expired),
      named("c.example", "192.0.2.1", SampleServices.tls()),
      named("a.example", "192.0.2.2", nil),
      named("b.example", "192.0.2.2", SampleServices.tls()), named("c.example", "192.0.2.2", nil),
    ]
    for order in [records, records.reversed()] {
      let tally = SampleServices.tally(order)
      #expect((tally.records, tally.services, tally.silent) == (2, 2, 0))
      #expect((tally.toMend, tally.inOrder, tally.undetermined) == (1, 1, 0))
      #expect(tally.faults[.certificateExpired] == 1)
      #expect(tally.certificates == (2, 1))
      #expect(tally.statuses[.ok] == 2 && tally.statuses[.timeout] == 0)
      #expect(tally.modes.values.reduce(0, +) == 2)
      #expect(tally.ranked.count == 6)
    }
  }

  /// What is kept does not depend on the order in which records come.
  @Test(arguments: [0, 1, 2, 7, 50, 5000]) func keepsTheWorst(_ rowsMaximum: Int) {
    let records = SampleServices.hostile + SampleServices.large
    let all = SampleServices.tally(records).ranked
    #expect(all.count == records.count)
    var generator = SplitMix64(seed: UInt64(rowsMaximum) + 1)
    for order in [records, records.reversed(), records.shuffled(using: &generator)] {
      let tally = SampleServices.tally(order, rowsMaximum: rowsMaximum)
      #expect(tally.ranked == Array(all.prefix(rowsMaximum)))
      #expect(tally.records == records.count)
    }
  }

  @Test func censusIsBounded() {
    var census = Census()
    for index in 0..<1000 { census.add("\(index)") }
    for _ in 0..<3 { census.add("7") }
    census.add(String(repeating: "x", count: 65))
    #expect(census.entries.count == 256)
    #expect(census.entries.first == .init(text: "7", count: 4))
    #expect(census.others == 745)
  }

  private static func json(_ tally: ServiceTally) -> [UInt8] {
    var writer = JSONWriter()
    tally.write(to: &writer)
    return writer.bytes
  }

  @Test func writes() throws {
    let bytes = Self.json(SampleServices.tally(SampleServices.network))
    let read = bytes.withSlice { JSONValue($0) }
    let json = try #require(read)
    #expect(json["totals"]["services"].integer == 12)
    #expect(json["totals"]["to_mend"].integer == 8)
    #expect(json["modes"]["unknown"].integer == 2)
    #expect(json["faults"]["passwords_in_clear"].integer == 4)
    #expect(json["certificate_faults"]["expired"].integer == 1)
    #expect(json["login_in_clear"]["accepted"].integer == 4)
    #expect(json["ciphers"]["weak"].integer == 1)
    #expect(json["statuses"]["tls-failed"].integer == 1)
    #expect(json["foreign"].list?.map { $0["protocol"].text } == ["http", "ssh"])
    let services = try #require(json["services"].list)
    #expect(
      services.compactMap { ServiceRecord($0) }
        == SampleServices.tally(SampleServices.network).ranked)
  }

  @Test
  func outputHoldsTheSchema() throws {
    var lines: [UInt8] = []
    for (name, records) in SampleServices.all where name != "hostile" {
      lines += Self.json(SampleServices.tally(records, rowsMaximum: 60)) + [0x0A]
    }
    let outcome = try SchemaChecker.check(lines, "scan", within: ("services", "service"))
    #expect(outcome.checked > 3 && outcome.problems == "", "\(outcome)")
  }
}
