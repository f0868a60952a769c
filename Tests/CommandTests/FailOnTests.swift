import Bytes
import Records
import TestSupport
import Testing

@testable import ftpscope

/// Which condition of `--fail-on` holds for what.
@Suite struct FailOnTests {
  /// Lines of a session of IIS's, and the conditions that hold for it.
  private static let logs: [(lines: [String], holding: [String])] = [
    (["- USER bob 331", "bob PASS *** 230"], ["clear-login", "clear"]),
    (["- USER bob 331", "- PASS *** 530"], ["clear"]),
    (["- USER bob 534"], ["clear"]),
    (
      ["- AUTH TLS 234", "- PROT C 200", "- USER eve 331", "eve PASS *** 230", "eve STOR x 226"],
      ["clear-transfer", "clear"]
    ),
    (
      ["- USER bob 331", "bob PASS *** 230", "bob STOR x 226"],
      ["clear-login", "clear-transfer", "clear"]
    ),
    (
      ["- AUTH TLS 234", "- PROT P 200", "- USER eve 331", "eve PASS *** 230", "eve STOR x 226"],
      []
    ),
  ]

  @Test(arguments: logs.indices) func ofLogs(_ number: Int) throws {
    let (lines, holding) = Self.logs[number]
    let whole = ["- ControlChannelOpened - -"] + lines + ["- ControlChannelClosed - -"]
    let folder = try TemporaryFolder(["x.log": Logs.fields + Logs.session("1", "a", whole)])
    let path = "\(folder.path)/x.log"
    for condition in LogsCommand.Condition.allCases.map(\.rawValue) {
      let run = try Command.logs(["--fail-on", condition, path])
      #expect(run.status == (holding.contains(condition) ? 1 : 0), "\(condition)")
      #expect(!run.output.isEmpty)
    }
    #expect(try Command.logs([path]).status == 0)
    let all = LogsCommand.Condition.allCases.flatMap { ["--fail-on", $0.rawValue] }
    #expect(try Command.logs(all + [path]).status == (holding.isEmpty ? 0 : 1))
  }

  /// What is changed of a sound service, and the conditions that hold for it then.
  struct Service: Sendable {
    var change: @Sendable (inout ServiceRecord) -> Void
    var holding: Set<ScanCommand.Condition>

    init(
      _ holding: Set<ScanCommand.Condition>,
      _ change: @escaping @Sendable (inout ServiceRecord) -> Void
    ) {
      (self.holding, self.change) = (holding, change)
    }
  }

  private static let services = [
    Service([]) { _ in },
    Service([]) { $0.loginInClear = .unknown },
    Service([.clearLogin]) { $0.loginInClear = .accepted },
    Service([]) { $0.mode = .implicit },
    Service([.noTLS]) { ($0.mode, $0.tls) = (.clear, nil) },
    Service([]) { $0.dataProtection = .none },
    Service([]) { $0.tls?.version = "TLSv1" },
    Service([]) { ($0.status, $0.tls, $0.mode) = (.tlsFailed, nil, nil) },
    Service([.badCertificate]) { $0.tls?.certificate?.isExpired = true },
    Service([.badCertificate]) { $0.tls?.certificate?.isTrusted = false },
    Service([.badCertificate]) { $0.tls?.certificate?.keyBits = 1024 },
    Service([]) { $0.tls?.certificate?.isTrusted = nil },
    Service(Set(ScanCommand.Condition.allCases)) {
      ($0.mode, $0.loginInClear) = (.clear, .accepted)
      $0.tls?.certificate?.isSelfSigned = true
    },
  ]

  @Test(arguments: services.indices) func ofServices(_ number: Int) {
    let service = Self.services[number]
    var record = ServiceRecord(
      ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
    (record.greetingCode, record.mode) = (220, .explicit)
    (record.loginInClear, record.dataProtection) = (.refused, .required)
    record.tls = TLSDescription(
      version: "TLSv1.3", cipher: "TLS_AES_128_GCM_SHA256",
      certificate: CertificateDescription(
        sha256: "00", keyType: "RSA", keyBits: 2048, isSelfSigned: false, isTrusted: true,
        nameMatches: true, isExpired: false))
    service.change(&record)
    let all = ScanCommand.Condition.allCases
    #expect(Set(all.filter { $0.holds(for: record) }) == service.holding)
  }
}
