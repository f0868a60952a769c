import Bytes
import Records
import Testing

@testable import Report

/// What is said to be wrong with a service.
@Suite struct UrgentServicesTests {
  private func advisory(
    _ id: String, _ impact: String, isExploited: Bool, isAuthenticated: Bool = false
  ) -> ServiceAdvisory {
    ServiceAdvisory(
      id: id, certainty: .confirmed, impact: impact, isAuthenticated: isAuthenticated,
      isKnownExploited: isExploited)
  }

  private func words(_ advisories: ServiceAdvisory...) -> String {
    var record = ServiceRecord(
      ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
    (record.mode, record.loginInClear, record.dataProtection) = (.explicit, .refused, .required)
    record.advisories = advisories
    return UrgentServices.Service(record: record).words
  }

  /// What puts it before others is said first, and which of them is exploited.
  @Test func theGravestIsFirst() {
    #expect(
      words(
        advisory("CVE-A", "bypass", isExploited: true),
        advisory("CVE-B", "rce", isExploited: false))
        == "remote code execution without login (CVE-B, CVE-A), CVE-A known to be exploited")
    #expect(
      words(
        advisory("CVE-B", "rce", isExploited: false, isAuthenticated: true),
        advisory("CVE-A", "dos", isExploited: true)
      ).hasSuffix("(CVE-A, CVE-B), CVE-A known to be exploited"))
    #expect(
      words(advisory("CVE-A", "rce", isExploited: true))
        == "remote code execution without login (CVE-A), known to be exploited")
    #expect(
      words(advisory("CVE-A", "rce", isExploited: false))
        == "remote code execution without login (CVE-A)")
  }
}
