import Foundation
import Testing

/// The JSON that the real command writes, held against docs/schema by python3's jsonschema.
@Suite struct SchemaTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The command, beside the bundle of tests.
  static var binary: URL {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "ftpscope")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : root.appending(path: ".build/debug/ftpscope")
  }

  /// Whether python3 has jsonschema with JSON Schema 2020-12.
  static let hasValidator =
    (try? run(
      URL(filePath: "/usr/bin/env"),
      ["python3", "-c", "from jsonschema import Draft202012Validator"]))?.status == 0

  /// Reads a schema and a file of one JSON text, or of one a line; writes what breaks the schema.
  static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    count = 0
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
        count += 1
        for error in list(validator.iter_errors(json.loads(line)))[:5]:
            print(f"{number}: {error.json_path}: {error.message[:200]}")
    print(f"{count} checked")
    """

  static func run(
    _ tool: URL, _ arguments: [String], output: URL? = nil
  ) throws -> (status: Int32, text: String) {
    let folder = FileManager.default.temporaryDirectory
    let file = output ?? folder.appending(path: "schema-\(UUID()).txt")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { if output == nil { try? FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return (process.terminationStatus, text)
  }

  @Test(
    .enabled(
      if: SchemaTests.hasValidator,
      "python3's jsonschema is absent: apt install python3-jsonschema, and schemas are checked"),
    arguments: [
      ("logs", "json", "logs", 1), ("logs", "jsonl", "session", 100),
      ("names", "jsonl", "name", 50),
    ])
  func outputHolds(_ command: String, _ format: String, _ schema: String, _ least: Int) throws {
    let output = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).\(format)")
    defer { try? FileManager.default.removeItem(at: output) }
    let examples = Self.root.appending(path: "Examples/\(command)").path
    _ = try Self.run(Self.binary, [command, "--format", format, examples], output: output)
    let schemaPath = Self.root.appending(path: "docs/schema/\(schema).json").path
    let (status, text) = try Self.run(
      URL(filePath: "/usr/bin/env"), ["python3", "-c", Self.script, schemaPath, output.path])
    let lines = text.split(separator: "\n")
    let checked = lines.last.flatMap { Int($0.split(separator: " ")[0]) } ?? 0
    #expect(status == 0)
    #expect(checked >= least)
    #expect(lines.count == 1, "\(text)")
  }
}

extension SchemaTests {
  /// Reports of much, of little and of two surveys keep to their schema.
  @Test(
    .enabled(
      if: SchemaTests.hasValidator,
      "python3's jsonschema is absent: apt install python3-jsonschema, and schemas are checked"))
  func reportHolds() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = Self.binary.deletingLastPathComponent().path
    let examples = Self.root.appending(path: "Examples").path
    let generator = Self.root.appending(path: "Benchmarks/generate-services.awk").path
    let event = """
      {"record":"event","time":"2026-11-24T10:00:00Z","survey":"b","sensor":"s","session":"1"
      """
    let made = try Command.shell(
      """
      PATH='\(path)':$PATH
      ftpscope logs '\(examples)/logs' --year 2026 --format jsonl --survey b > l.jsonl
      ftpscope names '\(examples)/names' --format jsonl --survey b > n.jsonl
      for s in a b; do awk -v RECORDS=2000 -v SURVEY=$s -f '\(generator)'; done \
        | sed 's/"id":"0/"id":"'$s'/' > s.jsonl
      printf '%s\\n' '\(event),"type":"connect","source":{"ip":"192.0.2.1"}}' \
        '\(event),"type":"login","login":{"user":"a","password":"b"}}' > e.jsonl
      ftpscope report l.jsonl n.jsonl s.jsonl e.jsonl --survey b --compare a --format json > r.json
      ftpscope report n.jsonl --format json >> r.json
      """, in: folder.path)
    let schema = Self.root.appending(path: "docs/schema/report.json").path
    let file = folder.appending(path: "r.json").path
    let (status, text) = try Self.run(
      URL(filePath: "/usr/bin/env"), ["python3", "-c", Self.script, schema, file])
    #expect(status == 0 && text == "2 checked\n", "\(text) \(made.errors)")
  }
}
