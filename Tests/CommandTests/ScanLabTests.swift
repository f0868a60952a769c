import Foundation
import TestSupport
import Testing

/// `ftpscope scan` on the lab's servers, a row of Lab/scan-table each. Wants them to run:
/// `Lab/servers start scan`.
@Suite(.enabled(if: ScanLab.isRunning, ScanLab.absence))
struct ScanLabTests {
  @Test(arguments: ScanLab.services)
  func service(_ service: ScanLab.Service) throws {
    let record = try #require(ScanLab.record(of: service), "no record")
    let tls = record["tls"] as? [String: Any]
    expect(record["status"], service.status)
    expect(record["mode"], service.mode)
    expect(record["login_in_clear"], service.loginInClear)
    expect(record["data_protection"], service.dataProtection)
    expect(tls?["version"], service.tls)
    for (key, value) in service.more {
      let path = key.split(separator: ".").map(String.init)
      let found = path.dropFirst().reduce(record[path[0]]) { ($0 as? [String: Any])?[$1] }
      expect((found as? [Any]).map { $0.first } ?? found, value)
    }
  }

  @Test(arguments: ScanLab.services.filter { !["-", "any"].contains($0.certificate) })
  func certificate(_ service: ScanLab.Service) throws {
    let record = try #require(ScanLab.record(of: service), "no record")
    guard let tls = record["tls"] as? [String: Any] else {
      #expect(
        service.certificate.split(separator: "|").contains("-"),
        "no TLS: \(record["status_detail"] ?? "")")
      return
    }
    let certificate = try #require(tls["certificate"] as? [String: Any])
    let faults = (certificate["faults"] as? [String] ?? []).joined(separator: "; ")
    switch service.certificate.split(separator: "|").first {
    case "expired": #expect(certificate["expired"] as? Bool == true)
    case "misnamed": #expect(certificate["name_matches"] as? Bool == false)
    case "self-signed": #expect(certificate["self_signed"] as? Bool == true)
    case "rsa-1024":
      #expect(certificate["key_bits"] as? Int == 1024)
      #expect(faults.contains("weak key"))
    case "ecdsa": #expect(certificate["key_type"] as? String == "EC")
    case "not-yet-valid": #expect(faults.contains("not valid before"))
    case "sha1": #expect(faults.contains("weak signature"))
    case "chainless": #expect(faults.contains("chain is incomplete"))
    case "good":
      #expect(certificate["ca_trusted"] as? Bool == true)
      #expect(faults.isEmpty)
    default: Issue.record("Lab/scan-table has no such certificate: \(service.certificate)")
    }
  }

  /// What the pages show of these servers is what a scan prints, where they are the releases of
  /// which it was written.
  @Test(arguments: ["README.md", "docs/guide/scan.md"]) func pages(_ page: String) throws {
    var found: Set<String> = []
    for service in ScanLab.services where service.port == 2121 {
      guard let record = ScanLab.record(of: service), service.address.hasPrefix("127.44.0."),
        let product = record["product"] as? [String: Any]
      else { continue }
      found.insert("\(product["product"] ?? "") \(product["version"] as? String ?? "")")
    }
    let releases = ["vsftpd 3.0.3", "pyftpdlib 2.2.0", "Inetutils 2.4", "linux-ftpd 0.17"]
    guard found.isSuperset(of: releases) else { return }
    let text = try String(contentsOf: Project.root.appending(path: page), encoding: .utf8)
    let block = try #require(text.firstMatch(of: #/```text\n(  EXPOSED  [^`]*)```/#)).1
    let ran = try Documentation.run(
      "ftpscope scan --format table 127.44.0.0/26 --ports 2121", in: Project.root)
    try Documentation.expect(block, in: ran.output)
  }

  /// A server with SSL 3.0 alone is one that no handshake is finished with; what it has is listed.
  @Test func listsWhatNoHandshakeIsFinishedWith() throws {
    let service = try #require(ScanLab.services.first { $0.name == "broken-handshake-ssl3" })
    let record = try #require(
      Command.scan([service.address, "--ports", "\(service.port)", "--tls-detail"]).records.first)
    #expect(record["status"] as? String == "tls-failed")
    let listed = try #require(record["tls_listed"] as? [String: Any])
    #expect(listed["accepted_is_complete"] as? Bool == true)
    let accepted = try #require(listed["accepted"] as? [[String: Any]])
    #expect(accepted.map { $0["version"] as? String } == ["SSLv3"])
    #expect(accepted.first?["ciphers"] as? [String] == ["TLS_RSA_WITH_3DES_EDE_CBC_SHA"])
  }

  /// Where TLS is behind USER, or behind a greeting in two replies, the list is behind it too.
  @Test(arguments: ["broken-auth-503-before-user", "broken-greeting-two-replies"])
  func listsWhatIsBehindMore(_ name: String) throws {
    let service = try #require(ScanLab.services.first { $0.name == name })
    let record = try #require(
      Command.scan([service.address, "--ports", "\(service.port)", "--tls-detail"]).records.first)
    let tls = try #require(record["tls"] as? [String: Any])
    #expect(tls["accepted_is_complete"] as? Bool == true)
    let accepted = try #require(tls["accepted"] as? [[String: Any]])
    #expect(accepted.map { $0["version"] as? String }.contains("TLSv1.3"))
  }

  @Test
  func everyRecordKeepsToTheSchema() throws {
    let outcome = try SchemaChecker.check([UInt8](ScanLab.output), "service")
    #expect(outcome.checked == ScanLab.services.count && outcome.problems == "", "\(outcome)")
  }

  /// What the table says may be one of several words, `-` for null, or `any`.
  private func expect(
    _ value: Any?, _ wanted: String, location: SourceLocation = #_sourceLocation
  ) {
    guard wanted != "any" else { return }
    let shown = value is NSNull || value == nil ? "-" : "\(value ?? "")"
    #expect(
      wanted.split(separator: "|").contains { $0 == shown }, "\(shown)", sourceLocation: location)
  }
}

/// The lab's services and what a scan says of them.
enum ScanLab {
  struct Service: CustomTestStringConvertible, Sendable {
    var name: String, address: String, port: Int, status: String, mode: String
    var loginInClear: String, dataProtection: String, tls: String, certificate: String
    var more: [String: String]
    var testDescription: String { name }

    init?(_ line: Substring) {
      let words = line.split(separator: "\t").map(String.init)
      guard words.count == 10, let port = Int(words[2]) else { return nil }
      (name, address, self.port) = (words[0], words[1], port)
      (status, mode, loginInClear) = (words[3], words[4], words[5])
      (dataProtection, tls, certificate) = (words[6], words[7], words[8])
      more = [:]
      for pair in words[9].split(separator: ",") where pair.contains("=") {
        let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
        more[sides[0]] = sides.count > 1 ? sides[1] : ""
      }
    }
  }

  static let absence: Comment = "skipped: the lab's servers are not running: Lab/servers start scan"

  static let services: [Service] = {
    let text = try? String(contentsOfFile: "\(Project.lab)/run/scan.tsv", encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { Service($0) }
  }()

  static var isRunning: Bool { !services.isEmpty }

  static func record(of service: Service) -> [String: Any]? {
    records.first { $0["ip"] as? String == service.address && $0["port"] as? Int == service.port }
  }

  /// One scan of all of them, made once.
  static let output: Data = {
    let result = try? Command.scan(
      ["127.44.0.0/23", "--ports", "2121,4242,9990", "--implicit-ports", "9990", "--timeout", "4"],
      environment: ["SSL_CERT_FILE": "\(Project.lab)/etc/certificates/root.crt"])
    return result?.output ?? Data()
  }()

  nonisolated(unsafe) private static let records: [[String: Any]] =
    Command.Result(status: 0, output: output, errors: "").records
}
