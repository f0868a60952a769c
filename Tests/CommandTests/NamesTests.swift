import Foundation
import TestSupport
import Testing

/// `ftpscope names` as a user runs it.
@Suite struct NamesTests {
  private static let example = Project.path("Examples/names")

  private static let readme = Project.path("README.md")

  private static func run(_ arguments: [String]) throws -> Command.Result {
    try Command.run(Command.binary, ["names"] + arguments)
  }

  @Test func figures() throws {
    let result = try Self.run(["--format", "table", Self.example])
    #expect(result.status == 0 && result.text.contains("LABELS"))
    let summary = try Self.run(["--format", "json", Self.example])
    let json = try JSONSerialization.jsonObject(with: Data(summary.text.utf8)) as? [String: Any]
    let totals = json?["totals"] as? [String: Any]
    let labels = json?["labels"] as? [[String: Any]]
    #expect(totals?["names"] as? Int == labels?.compactMap { $0["names"] as? Int }.reduce(0, +))
  }

  @Test(
    arguments: [
      (["/no/such/file"], 2, "/no/such/file"),
      (["--suffix-list", "/dev/null"], 2, "is no Public Suffix List"),
      (["--suffix-list", readme], 2, "README.md: is no Public Suffix List: line 1 is no rule"),
      (["--label", "a b"], 64, "--label"), (["--origin", "a b"], 64, "--origin"),
      (["--rate", "0"], 64, "--rate"),
      (["-", "-"], 64, "standard input"),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, words: String) throws {
    let result = try Self.run(arguments)
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }

  /// Formulas of a spreadsheet in DNS data stay texts.
  @Test func hostileCSV() throws {
    let bench = try TemporaryFolder()
    let file = try bench.write(
      #"{"name":"ftp.example.org","type":"txt","value":"=cmd|' /C calc'!A0"}"#, "names")
    let result = try Self.run(["--format", "csv", file])
    #expect(result.text.contains(",'=cmd|"))
  }

  /// What is no data with names is an error, if somebody named it; in a folder it is passed over.
  @Test func noNames() throws {
    let bench = try TemporaryFolder()
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 8) }
    try bench.write(bytes, "a.bin")
    try bench.write("Dear all,\nthis is a letter.\n", "b.txt")
    try bench.write("ftp.example.org NXDOMAIN\nwww.example.org\n", "c.txt")
    for (line, status, words) in [
      ("names a.bin", 2, "a.bin: binary data, and no names"),
      ("names - < a.bin", 2, "binary data, and no names"),
      ("names b.txt", 2, "b.txt: no line tells of a host name"),
      ("names a.bin c.txt", 2, "a.bin: binary data"),
      ("names c.txt", 0, "left out: 1 name that does not exist"),
      ("names .", 0, "passed over files that have no names in them: 2 of 3"),
      ("names - < /dev/null", 0, "names: 0"),
      ("names /dev/null", 2, "/dev/null: the file is empty"),
    ] as [(String, Int32, String)] {
      let result = try bench.run("ftpscope \(line)")
      #expect(
        result.status == status && result.errors.contains(words) && result.text == "",
        "\(line): \(result.errors)")
    }
    _ = try bench.run("rm c.txt")
    let result = try bench.run("ftpscope names .")
    #expect(result.status == 2 && result.errors.contains(".: no file has names in it"))
  }

  /// What comes out goes into a scan.
  @Test func namesAreTargets() throws {
    let pipe =
      "'\(Command.binary.path)' names --resolve - | '\(Command.binary.path)' scan - --ports 1 --all"
    let result = try Command.run(
      URL(filePath: "/bin/sh"), ["-c", "printf 'ftp.a.invalid\\n' | \(pipe)"])
    #expect(result.errors.contains("without an address: 1"), "\(result.errors)")
    let direct = "'\(Command.binary.path)' names - | '\(Command.binary.path)' scan - --ports 1"
    let other = try Command.run(
      URL(filePath: "/bin/sh"), ["-c", "printf 'ftp.a.invalid\\n' | \(direct)"])
    #expect(other.errors.contains("ftp.a.invalid"), "\(other.errors)")
  }

  /// One object on one line, however long it is, is read of a pipe as of a file.
  @Test func longLine() throws {
    let bench = try TemporaryFolder()
    let records = (0..<5000).map { #"{"name":"ftp\#($0).example.org","type":"a"}"# }
    try bench.write(#"{"results":[\#(records.joined(separator: ","))]}"# + "\n", "long.json")
    for line in ["ftpscope names long.json", "cat long.json | ftpscope names"] {
      let result = try bench.run(line)
      #expect(result.status == 0 && result.lines.count == 5000, "\(line): \(result.errors)")
    }
  }
}
