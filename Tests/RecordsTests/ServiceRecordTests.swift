import Bytes
import Foundation
import Records
import TestSupport
import Testing

@Suite struct ServiceRecordTests {
  static let bare = ServiceRecord(
    ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 1500), status: .refused)

  /// What a scan counts as found: FTP, however it ended. Where TLS failed, TLS was there.
  @Test(
    arguments: [
      (.ok, .explicit, 220, true), (.ok, .clear, 220, true), (.tlsFailed, .explicit, 220, true),
      (.tlsFailed, nil, nil, true), (.closed, nil, 421, true), (.timeout, nil, 220, true),
      (.timeout, nil, nil, false), (.refused, nil, nil, false), (.closed, nil, nil, false),
      (.notFTP, nil, 220, false),
    ] as [(ServiceRecord.Status, ServiceRecord.Mode?, Int?, Bool)])
  func isFTPService(
    _ status: ServiceRecord.Status, _ mode: ServiceRecord.Mode?, _ greetingCode: Int?,
    _ expected: Bool
  ) {
    var record = Self.bare
    (record.status, record.mode, record.greetingCode) = (status, mode, greetingCode)
    #expect(record.isFTPService == expected)
  }

  /// A record in which every field says something.
  static let whole: ServiceRecord = {
    var record = ServiceRecord(
      ip: "2001:db8::1", port: 990, hostname: "ftp.example.org",
      time: Timestamp(milliseconds: 0), survey: "autumn", status: .ok)
    record.statusDetail = "connection closed on PROT C"
    record.foreign = "http"
    record.mode = .explicit
    record.banner = "a \"b\"\n\u{1B}[2J\\xFF é"
    record.greetingCode = 220
    record.replies = [
      .init(verb: "FEAT", code: 211, text: "x\n AUTH TLS\ny"),
      .init(verb: "AUTH TLS", code: 234, text: "go"),
    ]
    record.repliesInsideTLS = [.init(verb: "FEAT", code: 500, text: "")]
    record.features = ["AUTH TLS"]
    record.featuresInsideTLS = []
    let certificate = CertificateDescription(
      sha256: String(repeating: "ab", count: 32), subject: "CN=ftp.example.org", issuer: "CN=root",
      serial: "01ff", names: ["ftp.example.org", "*.example.org"],
      notBefore: Timestamp(milliseconds: 0), notAfter: Timestamp(milliseconds: 86_400_000),
      keyType: "RSA", keyBits: 1024, signature: "sha1WithRSAEncryption", isSelfSigned: false,
      isTrusted: false, nameMatches: true, isExpired: true, faults: ["expired"])
    record.tls = TLSDescription(
      version: "TLSv1.2", cipher: "ECDHE", alpn: "ftp", sessionResumed: true,
      certificate: certificate,
      chain: [CertificateDescription(sha256: String(repeating: "0", count: 64))])
    record.tlsListing = .init(
      accepted: [.init(version: "SSLv3", ciphers: ["TLS_RSA_WITH_RC4_128_SHA"], order: "client")],
      isComplete: true)
    record.loginInClear = .refused
    record.anonymous = .offered
    record.dataProtection = .required
    record.findings = ["unsolicited-reply"]
    record.evidence.status = ["greeting 220 a"]
    record.evidence.mode = ["AUTH TLS 234 go"]
    record.evidence.loginInClear = ["USER 530 no"]
    record.evidence.anonymous = ["USER anonymous 331 guest"]
    record.evidence.dataProtection = ["TLS: PROT C 534 no"]
    var product = ServiceProduct()
    product.vendor = "v"
    product.product = "p"
    product.version = "1.3.5"
    product.family = "f"
    product.cpe23 = "cpe:2.3:a:v:p:1.3.5:*:*:*:*:*:*:*"
    product.os = "Linux"
    product.certainty = 0.85
    product.fingerprint = "^p"
    product.database = "ftp_banners"
    product.evidence = "banner"
    record.product = product
    record.advisories = [
      .init(
        id: "CVE-2015-3306", certainty: .conditional, impact: "execution",
        isAuthenticated: false, cvss: 9.8,
        cvssVersion: "3.1", isKnownExploited: true, why: "mod_copy")
    ]
    record.place = ServicePlace(country: "NL", asn: 64_496, network: "EXAMPLE", cloud: "none")
    record.durationMilliseconds = 12
    return record
  }()

  static func line(_ record: ServiceRecord) -> [UInt8] {
    var writer = JSONWriter()
    record.write(to: &writer)
    return writer.bytes
  }

  /// Unknown is null, and every field is there.
  @Test func unknownIsNull() {
    #expect(
      String(decoding: Self.line(Self.bare), as: UTF8.self) == """
        {"record":"service","schema":1,"id":"\(Self.bare.id)",\
        "time":"1970-01-01T00:00:01.500Z","survey":null,"ip":"192.0.2.1","port":21,\
        "hostname":null,"status":"refused","status_detail":null,"foreign":null,"mode":null,\
        "banner":null,"greeting_code":null,"replies":{},"replies_inside_tls":{},"features":null,\
        "features_inside_tls":null,"tls":null,"tls_listed":null,"login_in_clear":"unknown","anonymous":null,\
        "data_protection":"unknown","findings":[],"evidence":{"status":[],"mode":[],\
        "login_in_clear":[],"anonymous":[],"data_protection":[]},"product":null,"advisories":[],\
        "place":null,"duration_ms":null}
        """)
  }

  /// What is written is read as the same record.
  @Test(arguments: [bare, whole]) func roundTrip(_ record: ServiceRecord) {
    let line = Self.line(record)
    #expect(line.withSlice { ServiceRecord(line: $0) } == record)
    for count in 0..<line.count {
      #expect(Array(line[..<count]).withSlice { ServiceRecord(line: $0) } == nil)
    }
  }

  @Test(arguments: [
    "", "{}", #"{"record":"session"}"#,
    #"{"record":"service","id":"0","ip":"1","port":70000,"time":"1970-01-01","status":"ok"}"#,
    #"{"record":"service","id":"0","ip":"1","port":1,"time":"x","status":"ok"}"#,
    #"{"record":"service","id":"0","ip":"1","port":1,"time":"1970-01-01","status":"new"}"#,
  ])
  func notRead(_ text: String) {
    #expect(Array(text.utf8).withSlice { ServiceRecord(line: $0) } == nil)
  }

  /// A later version's words are unknown, not a reason to drop the record.
  @Test func laterVersion() throws {
    let text =
      #"{"record":"service","id":"0","ip":"1","port":1,"time":"1970-01-01","status":"ok","#
      + #""mode":"new","login_in_clear":"new","replies":{"X":{"code":1},"Y":3},"extra":[{}]}"#
    let record = try #require(Array(text.utf8).withSlice { ServiceRecord(line: $0) })
    #expect(record.mode == nil && record.loginInClear == .unknown)
    #expect(record.replies == [.init(verb: "X", code: 1, text: "")])
  }

  /// The id tells observations apart, and nothing else changes it.
  @Test func identified() {
    func id(_ ip: String, _ port: Int, _ host: String?, _ time: Int64) -> String {
      ServiceRecord(
        ip: ip, port: port, hostname: host, time: Timestamp(milliseconds: time), status: .ok
      ).id
    }
    let ids = [
      id("192.0.2.1", 21, nil, 0), id("192.0.2.2", 21, nil, 0), id("192.0.2.1", 22, nil, 0),
      id("192.0.2.1", 21, "a", 0), id("192.0.2.1", 21, nil, 1),
    ]
    #expect(Set(ids).count == ids.count)
    #expect(id("192.0.2.1", 21, nil, 1500) == Self.bare.id)
    #expect(Self.bare.id.utf8.count == 32)
  }

  /// docs/schema/service.json names every field that is written, and no other.
  @Test func schemaNamesTheFields() throws {
    let file = try Data(contentsOf: Project.root.appending(path: "docs/schema/service.json"))
    let schema = try #require([UInt8](file).withSlice { JSONValue($0) })
    let written = try #require(Self.line(Self.whole).withSlice { JSONValue($0) })
    func compare(_ schema: JSONValue, _ value: JSONValue, _ path: String) {
      let named = Set(schema["properties"].fields.map(\.name))
      #expect(named == Set(value.fields.map(\.name)), "\(path)")
      #expect(Set(schema["required"].texts ?? []) == named, "\(path)")
      #expect(schema["additionalProperties"] == .truth(false), "\(path)")
    }
    compare(schema, written, "service")
    let parts = schema["$defs"]
    compare(parts["tls"], written["tls"], "tls")
    compare(schema["properties"]["tls_listed"], written["tls_listed"], "tls_listed")
    compare(
      parts["accepted"]["items"], try #require(written["tls_listed"]["accepted"].list?.first),
      "accepted")
    compare(parts["certificate"], written["tls"]["certificate"], "certificate")
    compare(parts["evidence"], written["evidence"], "evidence")
    compare(parts["product"], written["product"], "product")
    compare(parts["advisory"], try #require(written["advisories"].list?.first), "advisory")
    compare(parts["place"], written["place"], "place")
    let status = schema["properties"]["status"]["enum"].texts
    #expect(status == ServiceRecord.Status.allCases.map(\.rawValue))
  }
}
