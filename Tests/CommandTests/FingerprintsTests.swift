import Foundation
import TestSupport
import Testing

/// `ftpscope fingerprints` and `ftpscope advisories` as a user runs them.
@Suite struct FingerprintsTests {
  private static let sound = """
    <fingerprints matches="ftp.banner"><fingerprint pattern="^Example (\\d)">
    <description>Example</description><example service.version="1">Example 1</example>
    <param pos="0" name="service.product" value="Example"/><param pos="1" name="service.version"/>
    </fingerprint></fingerprints>
    """

  private let bench: TemporaryFolder

  init() throws { bench = try TemporaryFolder() }

  private func file(_ text: String) throws -> String { try bench.write(text, "own.xml") }

  private static func run(_ arguments: [String]) throws -> Command.Result {
    try Command.run(Command.binary, arguments)
  }

  @Test func soundDatabase() throws {
    let path = try file(Self.sound)
    let result = try Self.run(["fingerprints", "verify", path])
    #expect(result.status == 0)
    #expect(result.text == "\(path): 1 fingerprints, 1 examples right, 0 failures, 0 warnings\n")
  }

  /// What there is comes out the same in each form.
  @Test func listed() throws {
    let path = try file(Self.sound)
    let list = ["fingerprints", "list", "--recog", path, "--format"]
    let lines = try Self.run(list + ["jsonl"]).records
    let whole = try Self.run(list + ["json"]).json["fingerprints"] as? NSArray
    #expect(whole == lines as NSArray)
    let rows = try Self.run(list + ["csv"]).text.split(separator: "\r\n")
    #expect(rows.count == lines.count + 1)
    #expect(rows[0] == "database,matches,line,names,description,certainty,pattern")
    #expect(rows.contains { $0.contains("^Example (\\d)") }, "\(rows.suffix(3))")
  }

  @Test(arguments: [
    (sound.replacing("Example 1<", with: "Other 1<"), "the example is not matched"),
    (sound.replacing("service.version=\"1\"", with: "service.version=\"2\""), "not \"2\""),
    (sound.replacing("(\\d)", with: "(\\d"), "missing closing parenthesis"),
    (sound.replacing("</fingerprints>", with: ""), "no element found"),
    (sound.replacing("pattern=", with: "flags=\"REG_X\" pattern="), "REG_X"),
  ])
  func faultyDatabase(_ text: String, _ words: String) throws {
    let path = try file(text)
    let result = try Self.run(["fingerprints", "verify", path])
    #expect(result.status == 1)
    #expect(result.text.contains(words), "\(result.text)")
  }

  @Test func warningsFailOnlyStrictly() throws {
    let text = """
      <fingerprints><fingerprint pattern="a"><description>d</description></fingerprint></fingerprints>
      """
    let path = try file(text)
    #expect(try Self.run(["fingerprints", "verify", path]).status == 0)
    #expect(try Self.run(["fingerprints", "verify", "--strict", path]).status == 1)
  }

  @Test func fileThatIsAbsent() throws {
    let result = try Self.run(["fingerprints", "verify", "/no/such/file.xml"])
    #expect(result.status == 2 && result.errors.contains("/no/such/file.xml"))
  }

  @Test func ownDatabasesAreListed() throws {
    let result = try Self.run(["fingerprints", "list"])
    #expect(result.status == 0 && result.records.count > 300)
    #expect(result.records.contains { $0["names"] as? String == "ProFTPD Project ProFTPD" })
  }

  @Test func ownDatabaseComesFirst() throws {
    let path = try file(
      Self.sound.replacing("matches=", with: "preference=\"0.99\" matches="))
    let result = try Command.run(
      Command.binary, ["identify", "--recog", path], input: Data("220 Example 7\n".utf8))
    let product = result.records.first?["product"] as? [String: Any]
    #expect(product?["product"] as? String == "Example" && product?["version"] as? String == "7")
  }

  @Test func faultsEndStrictRuns() throws {
    let faulty = "<fingerprint pattern=\"(\"></fingerprint></fingerprints>"
    let path = try file(Self.sound.replacing("</fingerprints>", with: faulty))
    let arguments = ["identify", "--recog", path]
    let lenient = try Command.run(Command.binary, arguments, input: Data("(vsFTPd 3.0.3)\n".utf8))
    #expect(lenient.errors.contains("own.xml:4"))
    let strict = try Self.run(arguments + ["--strict", "/dev/null"])
    #expect(strict.status == 2)
  }

  @Test func advisoriesAreFiltered() throws {
    let all = try Self.run(["advisories", "list"])
    #expect(all.status == 0 && all.records.count >= 164)
    let some = try Self.run([
      "advisories", "list", "--product", "proftpd", "--impact", "rce", "--year", "2015",
    ])
    #expect(some.records.map { $0["id"] as? String } == ["CVE-2015-3306"])
    #expect(some.records.first?["knowledge"] is String)
    let alias = try Self.run(["advisories", "list", "--product", "microsoft:iis", "--year", "2009"])
    #expect(alias.records.count == 2)
  }

  @Test(arguments: [["--format", "table"], ["--format", "csv"], ["--format", "json"]])
  func otherFormats(_ format: [String]) throws {
    let result = try Self.run(["advisories", "list", "--product", "vsftpd"] + format)
    #expect(result.status == 0 && result.text.contains("CVE-2011-2523"))
  }

  @Test(
    arguments: [
      (["--impact", "bad"], 64, "impact"), (["--nvd", "/no/such"], 2, "/no/such"),
      (["--kev", "/dev/null"], 2, "/dev/null"), (["--year", "x"], 64, "year"),
    ] as [([String], Int32, String)])
  func wrongUse(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try Self.run(["advisories", "list"] + arguments)
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }

  @Test func unknownProductIsSaid() throws {
    let result = try Self.run(["advisories", "list", "--product", "nothing"])
    #expect(result.status == 0 && result.records.isEmpty && result.errors.contains("nothing"))
  }
}
