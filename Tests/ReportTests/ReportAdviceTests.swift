import Bytes
import Foundation
import Records
import Store
import TestSupport
import Testing

@testable import Report

/// What is confirmed is advised about, with what it rests on.
@Suite struct ReportAdviceTests {
  private func advice(_ services: [ServiceRecord]) throws -> ReportAdvice {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path("a.db"), .write)
    defer { store.close() }
    try store.insert(services.map { .service($0) })
    return try ExposureReport(
      store,
      .init(
        survey: "", title: "", generated: .init(milliseconds: 0), advisories: "2026-11-24")
    ).advice
  }

  private func service(
    _ number: Int, _ family: String, _ version: String?, _ advisories: [ServiceAdvisory]
  ) -> ServiceRecord {
    var record = ServiceRecord(
      ip: "192.0.2.\(number)", port: 21, time: .init(milliseconds: 0), survey: nil, status: .ok)
    record.mode = .explicit
    record.loginInClear = .refused
    record.dataProtection = .required
    var product = ServiceProduct()
    (product.family, product.version) = (family, version)
    record.product = product
    record.advisories = advisories
    return record
  }

  /// Every impact has its line, whatever it is, and those after a login weigh less.
  @Test(arguments: ImpactWords.order) func everyImpact(_ impact: String) throws {
    let isAfterLogin = impact.hasSuffix("-authenticated")
    let plain = isAfterLogin ? String(impact.dropLast("-authenticated".count)) : impact
    func advisory(_ certainty: ServiceAdvisory.Certainty) -> ServiceAdvisory {
      ServiceAdvisory(
        id: "CVE-1", certainty: certainty, impact: plain, isAuthenticated: isAfterLogin)
    }
    let teams = try advice([
      service(1, "ProFTPD", "1.3.9", [advisory(.confirmed)]),
      service(2, "ProFTPD", "1.3.9", [advisory(.confirmed)]),
      service(3, "Bftpd", nil, [advisory(.confirmed)]),
      service(4, "Gene6", nil, [advisory(.possible)]),
    ]).teams
    #expect(
      teams.map(\.evidence) == [
        "3 services, confirmed by the version: CVE-1; 2 of ProFTPD, 1 of Bftpd"
      ])
    #expect(teams.first?.text.contains("after a login") == isAfterLogin)
  }

  @Test func exploitedAndOutdated() throws {
    let teams = try advice([
      service(
        1, "vsFTPd", "2.3.4",
        [
          ServiceAdvisory(
            id: "CVE-2", certainty: .confirmed, impact: "dos", isKnownExploited: true),
          ServiceAdvisory(
            id: "CVE-3", certainty: .possible, impact: "dos", isKnownExploited: true),
        ]),
      service(2, "WU-FTPD", nil, []), service(3, "vsFTPd", "3.0.5", []),
    ]).teams
    #expect(
      teams.map(\.evidence) == [
        "1 service (confirmed 1): CVE-2, CVE-3",
        "1 service, confirmed by the version: CVE-2; 1 of vsFTPd",
        "2 of 3 services of which that is known: 1 of WU-FTPD, 1 of vsFTPd 2.3.4",
      ])
  }

  /// What is exploited is told also where it depends on a setting whether a service has it.
  @Test func exploitedUnderACondition() throws {
    func advised(_ certainty: ServiceAdvisory.Certainty, _ impact: String) -> [ServiceAdvisory] {
      [ServiceAdvisory(id: "CVE-2", certainty: certainty, impact: impact, isKnownExploited: true)]
    }
    let teams = try advice([
      service(1, "A", "1", advised(.conditional, "rce")),
      service(2, "A", "1", advised(.conditional, "rce")),
    ]).teams
    #expect(teams.map(\.evidence) == ["2 services (conditional 2): CVE-2"])
    let both = try advice([
      service(1, "A", "1", advised(.conditional, "rce")),
      service(2, "A", "1", advised(.confirmed, "rce")),
    ]).teams
    #expect(
      both.map(\.evidence).contains("2 services (confirmed 1, conditional 1): CVE-2"), "\(both)")
  }

  @Test func ofManyTheFirst() {
    #expect(ReportAdvice.list(["a"]) == "a")
    #expect(ReportAdvice.list((1...1005).map { "\($0)" }) == "1, 2, 3, 4, 5 and 1,000 more")
  }

  /// The harm that one can do, times how many there are, puts advice in order.
  @Test(arguments: [(76, 4, "Require TLS"), (3, 4, "Update or switch off"), (1, 0, "Require TLS")])
  func order(_ inClear: Int, _ injected: Int, _ first: String) throws {
    let clear = (0..<inClear).map { number in
      var record = service(number, "A", nil, [])
      record.loginInClear = .accepted
      return record
    }
    let injection = ServiceAdvisory(id: "X-1", certainty: .confirmed, impact: "injection")
    let vulnerable = (0..<injected).map { service(100 + $0, "B", "1", [injection]) }
    let foremost = try advice(clear + vulnerable).foremost
    #expect(foremost.first?.text.hasPrefix(first) == true, "\(foremost)")
  }
}
