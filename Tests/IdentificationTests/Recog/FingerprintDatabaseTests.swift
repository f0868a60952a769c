import Bytes
import Testing

@testable import Identification

@Suite struct FingerprintDatabaseTests {
  static func database(_ text: String) -> FingerprintDatabase {
    Array(text.utf8).withSlice { FingerprintDatabase.read(name: "test", xml: $0, folder: nil) }
  }

  static func database(fingerprints: String) -> FingerprintDatabase {
    database("<fingerprints matches=\"m\">\n\(fingerprints)\n</fingerprints>")
  }

  static func fields(_ database: FingerprintDatabase, _ text: String) -> [String: String]? {
    var matcher = FingerprintMatcher([database])
    let match = Array(text.utf8).withSlice { matcher.firstMatch(in: $0) }
    return match.map { Dictionary($0.fields().map { ($0.name, $0.value) }) { _, last in last } }
  }

  @Test func attributesAndDefaults() throws {
    let database = Self.database(
      """
      <?xml version="1.0"?>
      <fingerprints matches="ftp.banner" protocol="FTP" database_type="service" preference="0.9">
        <fingerprint pattern="^a (\\d)" flags="REG_ICASE" certainty="0.5">
          <description>One
             two</description>
          <example service.version="1">A 1</example>
          <param pos="1" name="service.version"/>
        </fingerprint>
        <fingerprint pattern="b"><description>B</description></fingerprint>
      </fingerprints>
      """)
    #expect(database.problems == [])
    #expect(database.matches == "ftp.banner" && database.protocolName == "ftp")
    #expect(database.preference == 0.9)
    let first = try #require(database.fingerprints.first)
    #expect(first.description == "One two" && first.certainty == 0.5 && first.line == 3)
    #expect(database.fingerprints.last?.certainty == Fingerprint.usualCertainty)
    #expect(Self.database(fingerprints: "").preference == FingerprintDatabase.usualPreference)
  }

  @Test(arguments: ["abc", "1.5", "-1", "nan", ""])
  func aCertaintyIsANumber(_ text: String) {
    let database = Self.database(
      fingerprints: """
        <fingerprint pattern="a" certainty="\(text)"><description>a</description></fingerprint>
        <fingerprint pattern="b"><description>b</description></fingerprint>
        """)
    #expect(database.fingerprints.map(\.pattern) == ["b"])
    #expect(database.problems.first?.hasSuffix("certainty is no number from 0 to 1") == true)
  }

  @Test func aPreferenceIsANumber() {
    let database = Self.database("<fingerprints matches=\"ftp.banner\" preference=\"zzz\"/>")
    #expect(database.problems == ["1: the preference is no number"])
    #expect(database.preference == FingerprintDatabase.usualPreference)
  }

  @Test func constantsTakeOtherValues() {
    let database = Self.database(
      fingerprints: """
        <fingerprint pattern="^(\\w+)(?: v(\\d))?$"><description>d</description>
        <param pos="2" name="service.version"/>
        <param pos="1" name="_tmp.name"/>
        <param pos="0" name="service.product" value="first"/>
        <param pos="0" name="service.product" value="{_tmp.name} server"/>
        <param pos="0" name="hw.product" value="{service.product}!"/>
        <param pos="0" name="service.cpe23" value="cpe:2.3:a:x:y:{service.version}:*"/>
        <param pos="0" name="service.vendor" value="v{service.version}"/>
        </fingerprint>
        """)
    #expect(database.problems == [])
    #expect(
      Self.fields(database, "abc v3") == [
        "service.version": "3", "service.product": "abc server", "hw.product": "abc server!",
        "service.cpe23": "cpe:2.3:a:x:y:3:*", "service.vendor": "v3",
      ])
    // A CPE's missing version is -; another constant that names nothing is left out.
    #expect(
      Self.fields(database, "abc") == [
        "service.product": "abc server", "hw.product": "abc server!",
        "service.cpe23": "cpe:2.3:a:x:y:-:*",
      ])
  }

  @Test func examplesMayBeEncoded() throws {
    let database = Self.database(
      fingerprints: """
        <fingerprint pattern="^\\x00hi"><description>d</description>
        <example _encoding="base64">
          AGh
          p</example><example _filename="a.bin"/></fingerprint>
        """)
    let examples = try #require(database.fingerprints.first?.examples)
    #expect(examples[0].text == [0, 0x68, 0x69] && examples[1].filename == "a.bin")
  }

  /// What is wrong, in which line; the other fingerprints are still there.
  @Test(arguments: [
    ("<fingerprint pattern=\"(\"><description>d</description></fingerprint>", "2: "),
    ("<fingerprint pattern=\"a\" flags=\"REG_NEW\"></fingerprint>", "2: the flag REG_NEW"),
    ("<fingerprint></fingerprint>", "2: no pattern"),
    (
      "<fingerprint pattern=\"a\">\n<param pos=\"1\" name=\"n\"/></fingerprint>",
      "2: n: the pattern"
    ),
    ("<fingerprint pattern=\"a\">\n<param pos=\"x\" name=\"n\"/></fingerprint>", "3: a param"),
    ("<fingerprint pattern=\"a\">\n<param pos=\"-1\" name=\"n\"/></fingerprint>", "3: a param"),
    (
      "<fingerprint pattern=\"(a)\">\n<param pos=\"1\" name=\"n\" value=\"v\"/></fingerprint>",
      "3: n has both"
    ),
    (
      "<fingerprint pattern=\"a\"><param pos=\"0\" name=\"n\" value=\"{m}\"/></fingerprint>",
      "2: n: there is no m"
    ),
    (
      "<fingerprint pattern=\"a\"><param pos=\"0\" name=\"n\" value=\"{m}\"/>"
        + "<param pos=\"0\" name=\"m\" value=\"{n}\"/></fingerprint>", "2: m leads back"
    ),
    (
      "<fingerprint pattern=\"a\"><param pos=\"0\" name=\"n\" value=\"{n}\"/></fingerprint>",
      "2: n leads back"
    ),
  ])
  func faultsAreToldAndTheRestIsRead(_ faulty: String, _ problem: String) {
    let sound = "<fingerprint pattern=\"sound\"><description>d</description></fingerprint>"
    let database = Self.database(fingerprints: faulty + "\n" + sound)
    #expect(database.fingerprints.map(\.pattern) == ["sound"])
    #expect(database.problems.first?.hasPrefix(problem) == true, "\(database.problems)")
  }

  /// No document may define entities, fetch others, or be of any depth.
  @Test(arguments: [
    "", "no XML", "<fingerprints", "<fingerprints matches='a'>", "<html/>", "\u{0}",
    "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\">]><fingerprints>&m;</fingerprints>",
    "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><fingerprints/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]><fingerprints>&x;</fingerprints>",
    "<fingerprints>&unknown;</fingerprints>",
    String(repeating: "<a>", count: 100_000),
  ])
  func whatIsNoDatabaseIsAProblem(_ text: String) {
    let database = Self.database(text)
    #expect(!database.problems.isEmpty && database.fingerprints.isEmpty)
  }

  @Test func cutAnywhereItEnds() {
    let text =
      "<fingerprints><fingerprint pattern=\"a\"><example>a</example></fingerprint></fingerprints>"
    for count in 0..<text.utf8.count {
      #expect(!Self.database(String(text.prefix(count))).problems.isEmpty)
    }
  }
}
