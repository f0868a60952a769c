import Foundation

/// The schemas of docs/schema, held against what is written by python3's jsonschema. The program's
/// tests are the only ones to need it, so it is Debian's package, python3-jsonschema 4, which `make
/// test` installs, and not a dependency.
public enum SchemaChecker {
  /// Debian's own: another one on PATH may lack the module.
  private static let python = URL(filePath: "/usr/bin/python3")

  /// What a check gave.
  public struct Outcome {
    /// JSON texts that were held against the schema.
    public var checked: Int
    /// What breaks it, a line each; empty where nothing does.
    public var problems: String
  }

  /// Why nothing could be checked.
  public struct Failure: Error { public var reason: String }

  /// Holds a file of one JSON text, or of one a line, against a schema, by its name without
  /// `.json`. `within`: hold each element of that list in a text against another schema too.
  public static func check(
    _ file: String, _ schema: String, within: (field: String, schema: String)? = nil
  ) throws -> Outcome {
    var arguments = [script, file, path(schema)]
    if let within { arguments += [within.field, path(within.schema)] }
    let (status, text, errors) = try run(arguments)
    var lines = text.split(separator: "\n")
    guard status == 0, let checked = lines.popLast().flatMap({ Int($0) }) else {
      throw Failure(reason: "status \(status): \(text)\(errors)")
    }
    return Outcome(checked: checked, problems: lines.joined(separator: "\n"))
  }

  /// The same of bytes.
  public static func check(
    _ bytes: [UInt8], _ schema: String, within: (field: String, schema: String)? = nil
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    return try check(folder.write(bytes, "texts"), schema, within: within)
  }

  private static func path(_ schema: String) -> String {
    Project.path("docs/schema/\(schema).json")
  }

  /// Writes what breaks the schema, and at last how many texts it read.
  private static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    def validator(path):
        schema = json.load(open(path, encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        return Draft202012Validator(schema)
    whole = validator(sys.argv[2])
    field, part = (sys.argv[3], validator(sys.argv[4])) if len(sys.argv) > 3 else (None, None)
    count = 0
    for count, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
        found = json.loads(line)
        errors = list(whole.iter_errors(found))
        for element in found[field] if field else []:
            errors += part.iter_errors(element)
        for error in errors[:5]:
            print(f"{count}: {error.json_path}: {error.message[:200]}".replace("\\n", " "))
    print(count)
    """

  private static func run(
    _ arguments: [String]
  ) throws -> (status: Int32, text: String, errors: String) {
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c"] + arguments
    process.standardInput = FileHandle.nullDevice
    let folder = try TemporaryFolder()
    let output = URL(filePath: try folder.write("", "output"))
    let errors = Pipe()
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self),
      String(decoding: said, as: UTF8.self)
    )
  }
}
