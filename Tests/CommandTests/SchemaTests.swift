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
