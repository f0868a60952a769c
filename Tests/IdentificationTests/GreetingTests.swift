import Bytes
import Identification
import Records
import Testing

/// What is a greeting among lines of text.
@Suite struct GreetingTests {
  private static func greetings(_ lines: [String]) -> [String] {
    var found: [String] = []
    var joined = GreetingLines()
    for line in lines {
      Array(line.utf8).withSlice { joined.add($0) { found.append($0.text) } }
    }
    joined.finish { found.append($0.text) }
    return found
  }

  @Test(arguments: [
    (["220 one", "220 two"], ["220 one", "220 two"]),
    (["220-one", "two", "220 three"], ["220-one\ntwo\n220 three"]),
    (["220-one\r", "220 two\r"], ["220-one\r\n220 two\r"]),
    (["220-cut", "421 other"], ["220-cut", "421 other"]),
    (["220-cut", #"{"ip":"192.0.2.1"}"#], ["220-cut", #"{"ip":"192.0.2.1"}"#]),
    (["220-one", "two"], ["220-one", "two"]), ([], []),
  ])
  func linesUpToTheLastOneAreAGreeting(_ lines: [String], _ expected: [String]) {
    #expect(Self.greetings(lines) == expected)
  }

  /// What never ends is let go line by line.
  @Test func aGreetingHasALimit() {
    let lines = ["220-one"] + Array(repeating: "more", count: 299)
    #expect(Self.greetings(lines) == lines)
  }

  @Test(arguments: [
    (#"220-one\r\n220 two"#, "220-one\n220 two"), (#"220-one\x0D\x0A220 two"#, "220-one\n220 two"),
    (#"220-one\u000d\u000a220 two"#, "220-one\n220 two"),
    (#"220-one\n220 two"#, "220-one\n220 two"),
    (#"220 one\n"#, "220 one\n"), (#"220 C:\new\names"#, nil), (#"220 a\"#, nil), ("220 one", nil),
    ("", nil),
  ])
  func escapedLineEndsAreThoseThatReplyCodesFollow(_ line: String, _ expected: String?) {
    let undone = Array(line.utf8).withSlice { EscapedLineEnds.undone(in: $0) }
    #expect(undone.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    ("220-one\r\n220 two", nil, "one\ntwo"), ("no reply", nil, "no reply"),
    (#"{"data":{"banner":"220 one\r\n"}}"#, "data.banner", "one"),
  ])
  func aGreetingIsReadWithoutItsCode(_ line: String, _ path: String?, _ banner: String) throws {
    let input = try Array(line.utf8).withSlice {
      try GreetingInput($0, path: path?.split(separator: "."))
    }
    #expect(input.record.banner == banner)
  }

  @Test(arguments: [
    ("220 one", "banner", "no JSON"), ("{", nil, "broken JSON"),
    ("{}", nil, "no service record; --field names the field of a greeting"),
    (#"{"banner":21}"#, "banner", "no text in banner"),
  ])
  func whatHasNoGreetingIsMalformed(_ line: String, _ path: String?, _ reason: String) {
    let error = #expect(throws: GreetingInput.Malformed.self) {
      try Array(line.utf8).withSlice { try GreetingInput($0, path: path?.split(separator: ".")) }
    }
    #expect(error?.reason == reason)
  }
}
