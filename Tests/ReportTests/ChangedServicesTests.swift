import Bytes
import Records
import Store
import TestSupport
import Testing

@testable import Report

/// Which services came, went, got worse and were mended.
@Suite struct ChangedServicesTests {
  /// `N: clear`: a service without TLS; `N: login`: one that takes passwords in clear beside TLS;
  /// `N: good`: one in order.
  private static func services(_ survey: String, _ text: String) -> [Record] {
    text.split(separator: ",").map { item in
      let words = item.split(separator: " ")
      var record = ServiceRecord(
        ip: "192.0.2.\(words[0])", port: 21, time: Timestamp(milliseconds: 1_790_000_000_000),
        survey: survey, status: .ok)
      record.mode = words[1] == "clear" ? .clear : .explicit
      record.loginInClear = words[1] == "good" ? .refused : .accepted
      record.dataProtection = words[1] == "clear" ? .none : .required
      return .service(record)
    }
  }

  private static func report(_ before: String, _ now: String) throws -> ExposureReport {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path("a.db"), .write)
    defer { store.close() }
    try store.insert(services("10", before) + services("11", now))
    return try ExposureReport(
      store,
      .init(
        survey: "11", earlier: "10", title: "Changes",
        generated: Timestamp(milliseconds: 1_795_514_400_000), advisories: "2026-11-24"))
  }

  private static func addresses(_ list: ChangedServices.List?) -> [String]? {
    list?.listed.map { $0.now.record.ip.replacing("192.0.2.", with: "") }
  }

  @Test func whatHappened() throws {
    let report = try Self.report(
      "1 good,2 login,3 clear,4 good,5 clear,6 good,7 good,8 good",
      "1 good,2 good,3 clear,4 clear,5 login,6 good,7 good,9 clear")
    let changed = try #require(report.changed)
    #expect(Self.addresses(changed.new) == ["9"])
    #expect(Self.addresses(changed.gone) == ["8"])
    #expect(Self.addresses(changed.worse) == ["4"])
    #expect(Self.addresses(changed.mended) == ["5", "2"])
    #expect(changed.mended.count == 2)
    let text = ReportMarkdown(report).text()
    #expect(text.contains("Since 10: 1 service new, 1 gone, 1 worse, 2 better."))
    #expect(text.contains("| 192.0.2.2:21 | passwords in clear | in order |"))
  }

  /// A survey of more networks than before has no new services by that.
  @Test func otherTargets() throws {
    let wider = (1...12).map { "\($0) login" }.joined(separator: ",")
    let report = try Self.report("1 login,2 good,3 login", wider)
    let changed = try #require(report.changed)
    #expect(changed.new == nil && changed.gone == nil)
    #expect(Self.addresses(changed.worse) == ["2"])
    #expect(
      ReportMarkdown(report).text().contains(
        "Since 10: Of the services that both surveys found: 1 worse, 0 better."))
    let apart = try Self.report("1 login,2 login,3 login", "11 good,12 good,13 good")
    #expect(apart.changed == nil)
  }
}
