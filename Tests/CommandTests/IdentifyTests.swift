import Foundation
import TestSupport
import Testing

/// `ftpscope identify` as a user runs it.
@Suite struct IdentifyTests {
  private static func identify(_ arguments: [String], _ input: String) throws -> Command.Result {
    try Command.run(Command.binary, ["identify"] + arguments, input: Data(input.utf8))
  }

  @Test(arguments: [
    "220 (vsFTPd 3.0.3)\n", "(vsFTPd 3.0.3)", "220 (vsFTPd 3.0.3)\r\n",
    "\u{FF}\u{FB}\u{01}220 (vsFTPd 3.0.3)\n",
  ])
  func greetingsWithAndWithoutCode(_ line: String) throws {
    var bytes = Data(line.utf8)
    if line.hasPrefix("\u{FF}") { bytes = Data([0xFF, 0xFB, 0x01]) + Data(line.utf8.dropFirst(5)) }
    let result = try Command.run(Command.binary, ["identify"], input: bytes)
    #expect(result.status == 0)
    let product = try #require(result.records.first?["product"] as? [String: Any])
    #expect(product["product"] as? String == "vsftpd")
    #expect(product["version"] as? String == "3.0.3")
    #expect(
      product["cpe23"] as? String == "cpe:2.3:a:vsftpd_project:vsftpd:3.0.3:*:*:*:*:*:*:*")
    #expect(result.records.first?["banner"] as? String == "(vsFTPd 3.0.3)")
  }

  /// The counts for machines, and a row for each line.
  @Test func countsAndRows() throws {
    let lines = "220 (vsFTPd 2.3.4)\n220 (vsFTPd 2.3.4)\n220 hello\n"
    let counted = try Self.identify(["--format", "json"], lines).json
    let totals = counted["totals"] as? [String: Any]
    #expect(totals?["services"] as? Int == 3 && totals?["named"] as? Int == 2)
    let product = try #require((counted["products"] as? [[String: Any]])?.first)
    #expect(product["product"] as? String == "vsftpd" && product["services"] as? Int == 2)
    let advisories = product["advisories"] as? [[String: Any]] ?? []
    #expect(advisories.contains { $0["id"] as? String == "CVE-2011-2523" })
    let rows = try Self.identify(["--format", "csv"], lines).text.split(separator: "\r\n")
    #expect(rows.count == 4 && rows[0].hasPrefix("ip,port,"), "\(rows)")
    #expect(rows[1].contains(",vsftpd,2.3.4,") && !rows[3].contains("vsftpd"), "\(rows)")
    #expect(try Self.identify(["--all", "--format", "csv"], lines).status == 64)
  }

  /// Confirmed is what the version proves: not what some builds of it have, nor a version that is
  /// another program's guess.
  @Test(
    arguments: [
      ("220 (vsFTPd 2.3.4)", "CVE-2011-2523", "conditional"),
      ("220 (vsFTPd 2.3.1)", "CVE-2011-0762", "confirmed"),
      // Red Hat has mended it, and its greeting is the same.
      ("220 (vsFTPd 2.2.2)", "CVE-2011-0762", "possible"),
      ("220 vsFTPd 2.3.4+ (ext.1) ready", "CVE-2011-2523", "conditional"),
      ("220 (vsFTPd 2.0.8 or later)", "CVE-2011-0762", "possible"),
    ] as [(String, String, String?)])
  func vulnerableVersion(_ greeting: String, _ id: String, _ certainty: String?) throws {
    let result = try Self.identify([], greeting + "\n")
    let advisories = try #require(result.records.first?["advisories"] as? [[String: Any]])
    let found = advisories.first { $0["id"] as? String == id }
    #expect(found?["certainty"] as? String == certainty, "\(result.text)")
  }

  @Test func fieldsOfOtherToolsStay() throws {
    let line = #"{"host":"h","data":{"banner":"220 (vsFTPd 3.0.3)\r\n","n":1.50},"product":"old"}"#
    let result = try Self.identify(["--field", "data.banner"], line + "\n")
    #expect(
      result.text.hasPrefix(#"{"host":"h","data":{"banner":"220 (vsFTPd 3.0.3)\r\n","n":1.50},"#))
    #expect((result.records.first?["product"] as? [String: Any])?["product"] as? String == "vsftpd")
  }

  @Test func linesOfNoUseAreCounted() throws {
    let result = try Self.identify([], "{\"a\":1}\n\n{broken\n220 (vsFTPd 3.0.3)\nhello\n")
    #expect(result.status == 0)
    #expect(result.records.count == 2)
    #expect(result.records.last?["product"] is NSNull)
    #expect(result.errors.contains("standard input:1: no service record"))
    #expect(result.errors.contains("standard input:3: broken JSON"))
    #expect(result.errors.contains("lines of no use: 2"))
    #expect(try Self.identify([], "{broken\n").status == 2)
  }

  /// A file that is missing is told, and what the others say is there all the same.
  @Test func aMissingFileLosesNothingOfTheOthers() throws {
    let bench = try TemporaryFolder()
    try bench.write("220 (vsFTPd 3.0.3)\n", "a.txt")
    try bench.write("220 (vsFTPd 2.3.4)\n", "b.txt")
    let result = try bench.run("ftpscope identify a.txt missing.txt b.txt --output out.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains("missing.txt: ") && result.errors.contains("2 read, 2 named"))
    #expect(try bench.run("cat out.jsonl").records.count == 2)
    #expect(
      try bench.run("ls").text.split(separator: "\n").sorted() == ["a.txt", "b.txt", "out.jsonl"])
  }

  /// What has no lines is told apart from what has none of use.
  @Test(arguments: [
    ("true > e; ftpscope identify e", "e: the file is empty"),
    ("true > e; ftpscope identify e a.txt", "e: the file is empty"),
    ("head -c 5000 /dev/zero > e; ftpscope identify e a.txt", "e: binary data"),
  ])
  func ofNoUse(line: String, words: String) throws {
    let bench = try TemporaryFolder()
    try bench.write("220 (vsFTPd 3.0.3)\n", "a.txt")
    let result = try bench.run(line)
    #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
    #expect(result.records.count == (line.contains("a.txt") ? 1 : 0))
    #expect(try bench.run("ftpscope identify - < /dev/null").status == 0)
  }

  /// A greeting of several lines is one; lines that nothing ends stand for themselves.
  @Test(arguments: [
    ("220-FileZilla Server 1.8.0\n220-bye\n220 done\n", ["FileZilla Server 1.8.0\nbye\ndone"]),
    ("220-a\r\n  b\r\n220 c\r\n220 d\n", ["a\n  b\nc", "d"]),
    ("220-a\n220-b\n", ["a", "b"]), ("220-a\n230 b\n220 c\n", ["a", "b", "c"]),
    ("a\n220\nb\n", ["a", "", "b"]),
    ("192.0.2.1 FTP server ready\n", ["192.0.2.1 FTP server ready"]),
    // A line that was cut, before another server's.
    (
      "220-FileZilla Server 0.9.60 beta\n220 (vsFTPd 3.0.3)\n",
      ["FileZilla Server 0.9.60 beta", "(vsFTPd 3.0.3)"]
    ),
    (
      "220-FileZilla Server 1.8.0\n220-FileZilla Server 1.7.3\n220 a\n",
      ["FileZilla Server 1.8.0", "FileZilla Server 1.7.3", "a"]
    ),
    // Line ends that other tools wrote as escapes.
    (#"220-a\r\n220-b\r\n220 c\r\n"# + "\n220 d\n", ["a\nb\nc", "d"]),
    (#"220-a\x0D\x0A220 C:\new"# + "\n", ["a\nC:\\new"]),
    (#"220-a\n220 b\n"# + "\n", ["a\nb"]), (#"220 \\host\nas"# + "\n", [#"\\host\nas"#]),
  ])
  func linesAreJoined(_ input: String, _ banners: [String]) throws {
    let result = try Self.identify([], input)
    #expect(result.records.map { $0["banner"] as? String ?? "" } == banners)
  }

  @Test func eachLineIsAGreeting() throws {
    let result = try Self.identify(["--one-per-line"], "220-a\n220-b\n220 c\n")
    #expect(result.records.map { $0["banner"] as? String } == ["a", "b", "c"])
  }

  /// A fingerprint that says nothing of a product names none.
  @Test func aFingerprintWithoutParametersNamesNothing() throws {
    let bench = try TemporaryFolder()
    try bench.write(
      """
      <fingerprints matches="ftp.banner" preference="0.99">
      <fingerprint pattern="^hello$"><description>d</description></fingerprint></fingerprints>
      """, "empty.xml")
    let file = bench.path("empty.xml")
    let result = try Self.identify(["--recog", file], "220 hello\n")
    #expect(result.records.first?["product"] is NSNull)
    #expect(result.errors.contains("1 read, 0 named"))
  }

  /// A feed is what it says it is, and moves its own date alone.
  @Test func feedsOfVulnerabilities() throws {
    let bench = try TemporaryFolder()
    try bench.write(
      #"{"dateReleased":"2031-05-06T00:00:00Z","vulnerabilities":[{"cveID":"CVE-2011-2523"}]}"#,
      "kev.json")
    try bench.write(
      #"{"format":"NVD_CVE","version":"2.0","timestamp":"2031-04-01T00","vulnerabilities":[]}"#,
      "nvd.json")
    let kev = try bench.run("echo '(vsFTPd 2.3.4)' | ftpscope identify --kev kev.json")
    #expect(kev.status == 0 && kev.errors.contains("known exploited of 2031-05-06"))
    #expect(!kev.errors.contains("advisories of 2031"))
    let nvd = try bench.run("echo '(vsFTPd 2.3.4)' | ftpscope identify --nvd nvd.json")
    #expect(nvd.errors.contains("nvd.json: 0 vulnerabilities, 0 of known products"))
    #expect(nvd.errors.contains("advisories of 2031-04-01"))
    #expect(try bench.run("ftpscope advisories list --nvd kev.json").status == 2)
    #expect(try bench.run("ftpscope advisories list --kev nvd.json").status == 2)
  }

  @Test func explains() throws {
    let result = try Self.identify(["--explain"], "220 (vsFTPd 2.3.4)\n")
    #expect(result.text.contains("vsftpd 2.3.4, certainty"))
    #expect(result.text.contains("CVE-2011-2523, conditional"))
  }

  @Test func tableCounts() throws {
    let lines = String(repeating: "220 (vsFTPd 3.0.3)\n", count: 3) + "220 hello\n"
    let result = try Self.identify(["--format", "table"], lines)
    #expect(result.text.contains("3 of 4 named"))
  }

  @Test(
    arguments: [
      (["/no/such/file"], 2, "/no/such/file"), (["--recog", "/no/such/file", "-"], 2, "/no/such"),
      (["--nvd", "/no/such/file"], 2, "/no/such/file"),
      (["--explain", "--format", "table"], 64, "--explain"), (["-", "-"], 64, "once"),
      (["--format", "xml"], 64, "xml"),
    ] as [([String], Int32, String)])
  func badInput(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try Self.identify(arguments, "")
    #expect(result.status == status)
    #expect(result.errors.contains(words), "\(result.errors)")
  }
}
