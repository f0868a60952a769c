import Identification
import Testing

@Suite struct FingerprintVerifierTests {
  private static func findings(_ fingerprints: String, files: [String: String] = [:]) -> [String] {
    var verifier = FingerprintVerifier(
      FingerprintDatabaseTests.database(fingerprints: fingerprints)
    ) { name in files[name].map { Array($0.utf8) } }
    return verifier.verify().map { "\($0.line): \($0.gravity.rawValue): \($0.text)" }
  }

  @Test(
    arguments: [
      (
        "<fingerprint pattern=\"^a (\\d)\"><example v=\"1\">a 1</example><param pos=\"1\" name=\"v\"/></fingerprint>",
        nil
      ),
      (
        "<fingerprint pattern=\"^a\"><example>b</example></fingerprint>",
        "2: failure: the example is not"
      ),
      (
        "<fingerprint pattern=\"^a (\\d)\"><example v=\"2\">a 1</example><param pos=\"1\" name=\"v\"/></fingerprint>",
        "2: failure: v is \"1\", not \"2\""
      ),
      (
        "<fingerprint pattern=\"^a (\\d)\"><example>a 1</example><param pos=\"1\" name=\"v\"/></fingerprint>",
        "2: failure: no example checks"
      ),
      (
        "<fingerprint pattern=\"^a (\\d)\"><example>a 1</example><param pos=\"1\" name=\"_tmp.v\"/></fingerprint>",
        nil
      ),
      (
        "<fingerprint pattern=\"^a\"><description>d</description></fingerprint>",
        "2: warning: there is no"
      ),
      (
        "<fingerprint pattern=\"^a\"><example>a b</example></fingerprint>\n<fingerprint pattern=\"b\">"
          + "\n<example>a b</example></fingerprint>", "4: warning: the fingerprint of line 2"
      ),
      ("<fingerprint pattern=\"^a\"><example _filename=\"f\"/></fingerprint>", nil),
      (
        "<fingerprint pattern=\"^a\"><example _filename=\"none\"/></fingerprint>",
        "2: failure: the example's file none"
      ),
      (
        "<fingerprint pattern=\"^a(b)?\"><example b=\"b\">ab</example><example>a</example>"
          + "<param pos=\"1\" name=\"b\"/><param pos=\"0\" name=\"c\" value=\"{b}\"/></fingerprint>",
        "2: failure: c names what has no value"
      ),
    ] as [(String, String?)])
  func verdict(_ fingerprints: String, _ wanted: String?) {
    let findings = Self.findings(fingerprints, files: ["f": "a file"])
    if let wanted {
      #expect(findings.count == 1 && findings.first?.hasPrefix(wanted) == true, "\(findings)")
    } else {
      #expect(findings == [])
    }
  }
}
