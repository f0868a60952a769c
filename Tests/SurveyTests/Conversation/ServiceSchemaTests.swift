import Bytes
import Foundation
import Records
import Survey
import Testing

/// The records that surveys come to, held against docs/schema/service.json by python3's jsonschema.
@Suite struct ServiceSchemaTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for number, line in enumerate(sys.stdin, 1):
        for error in list(validator.iter_errors(json.loads(line)))[:5]:
            sys.exit(f"{number}: {error.json_path}: {error.message[:200]}")
    """

  static func python(_ arguments: [String], input: URL? = nil) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c"] + arguments
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: $0) }
      ?? FileHandle.nullDevice
    if input == nil { process.standardError = FileHandle.nullDevice }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  static let hasValidator =
    (try? python(["from jsonschema import Draft202012Validator"])) == 0

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

  @Test(
    .enabled(
      if: ServiceSchemaTests.hasValidator,
      "python3's jsonschema is absent: apt install python3-jsonschema, and schemas are checked"))
  func recordsHold() throws {
    let records = Self.records
    var writer = JSONWriter()
    for record in records + records.map(Self.enriched) {
      record.write(to: &writer)
      writer.newline()
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "service-\(UUID()).jsonl")
    try Data(writer.bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let schema = Self.root.appending(path: "docs/schema/service.json").path
    #expect(records.count > 50)
    #expect(try Self.python([Self.script, schema], input: file) == 0)
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
