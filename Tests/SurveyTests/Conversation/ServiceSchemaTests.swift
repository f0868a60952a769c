import Bytes
import Records
import TestSupport
import Testing

@testable import Survey

/// The records that surveys come to, held against docs/schema/service.json by python3's jsonschema.
@Suite struct ServiceSchemaTests {
  static var records: [ServiceRecord] {
    let cases =
      ConversationTests.login + ConversationTests.auth + ArrivalTests.greetings
      + ArrivalTests.implicit + ArrivalTests.found
    var scripts = cases.map { ($0.script, $0.mode) }
    for text in ["SSH-2.0-x", "220 mx ESMTP", "220 a\u{1B}\0é", "220 ready\r\n331 b"] {
      scripts.append((Script(greetings: [text]), .explicit))
    }
    scripts.append((Script(clear: ["AUTH TLS": "234 go\r\n200 injected"]), .explicit))
    return scripts.compactMap { ScriptedRun($0.0, mode: $0.1).record }
  }

  /// A record whose other parts are filled in by those who do that.
  static func enriched(_ record: ServiceRecord) -> ServiceRecord {
    var record = record
    let digest = String(repeating: "0f", count: 32)
    record.tls?.certificate = CertificateDescription(
      sha256: digest, notBefore: Timestamp(milliseconds: 0), keyBits: 2048, faults: ["expired"])
    record.tls?.chain = [CertificateDescription(sha256: digest)]
    record.product = ServiceProduct()
    record.advisories = [.init(id: "CVE-2011-2523", certainty: .confirmed, cvss: 9.8)]
    record.place = ServicePlace(country: "NL")
    record.durationMilliseconds = 3
    return record
  }

  @Test
  func recordsHold() throws {
    let records = Self.records
    var writer = JSONWriter()
    for record in records + records.map(Self.enriched) {
      record.write(to: &writer)
      writer.newline()
    }
    let outcome = try SchemaChecker.check(writer.bytes, "service")
    #expect(records.count > 50 && outcome.checked == 2 * records.count)
    #expect(outcome.problems == "")
  }

  /// What is written is read back as the same.
  @Test func roundTrip() {
    for record in Self.records {
      var writer = JSONWriter()
      record.write(to: &writer)
      #expect(writer.bytes.withSlice { ServiceRecord(line: $0) } == record)
    }
  }
}
