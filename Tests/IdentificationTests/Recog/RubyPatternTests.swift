import Bytes
import Patterns
import Testing

@testable import Identification

/// What Ruby says of the same expression and text (Onigmo, "RE" in its documents).
@Suite struct RubyPatternTests {
  struct Case: Sendable {
    var pattern: String
    var flags = ""
    var text: String
    var groups: [String?]?
  }

  @Test(arguments: [
    // A line's start and end are anchors always, and a line ends with LF alone.
    Case(pattern: "^b$", text: "a\nb\nc", groups: ["b"]),
    Case(pattern: "^b$", text: "a\rb\rc", groups: nil),
    Case(pattern: "a$", text: "a\r\nb", groups: nil),
    Case(pattern: "^$", text: "a\n", groups: nil),
    Case(pattern: #"\Ab"#, text: "a\nb", groups: nil),
    Case(pattern: #"a\z"#, text: "a\n", groups: nil),
    Case(pattern: #"a\Z"#, text: "a\n", groups: ["a"]),
    // A dot takes all but LF, where no flag says otherwise.
    Case(pattern: "a.b", text: "a\rb", groups: ["a\rb"]),
    Case(pattern: "a.b", text: "a\nb", groups: nil),
    Case(pattern: "a.b", flags: "REG_DOT_NEWLINE", text: "a\nb", groups: ["a\nb"]),
    Case(pattern: "a.b", flags: "REG_MULTILINE", text: "a\nb", groups: ["a\nb"]),
    Case(pattern: "a.b", flags: "REG_LINE_ANY_CRLF", text: "a\nb", groups: ["a\nb"]),
    Case(pattern: "a.b", flags: "REG_ICASE,REG_DOT_NEWLINE", text: "A\nB", groups: ["A\nB"]),
    Case(pattern: "(?m)a.b", text: "a\nb", groups: ["a\nb"]),
    Case(pattern: "(?m:a.b)c.d", text: "a\nbc\nd", groups: nil),
    Case(pattern: "(?m:a.b)c.d", text: "a\nbc-d", groups: ["a\nbc-d"]),
    Case(pattern: "a(?m-i).b", flags: "IGNORECASE", text: "A\nb", groups: ["A\nb"]),
    Case(pattern: "a(?m-i).b", flags: "IGNORECASE", text: "A\nB", groups: nil),
    // An option in the middle covers the alternatives that follow it (Ruby alone).
    Case(pattern: "^a(?i)b|c$", text: "C", groups: nil),
    Case(pattern: "^a(?i)b|c$", text: "aC", groups: ["aC"]),
    Case(pattern: "(x(?i)y)z", text: "xYZ", groups: nil),
    Case(pattern: "(x(?i)y)z", text: "xYz", groups: ["xYz", "xY"]),
    // Classes.
    Case(pattern: #"^\w+$"#, text: "é", groups: nil),
    Case(pattern: #"a\sb"#, text: "a\u{0B}b", groups: ["a\u{0B}b"]),
    Case(pattern: #"a\vb"#, text: "a\nb", groups: nil),
    Case(pattern: #"\h{4}"#, text: "zzBEEFzz", groups: ["BEEF"]),
    Case(pattern: #"[\h-]+"#, text: "zA-1z", groups: ["A-1"]),
    Case(pattern: #"[[:digit:]]+"#, text: "a12", groups: ["12"]),
    // Repeats.
    Case(pattern: "^x{,2}y", text: "xxy", groups: ["xxy"]),
    Case(
      pattern: "^([^ ]{1,512}) FTP", text: String(repeating: "h", count: 512) + " FTP",
      groups: [String(repeating: "h", count: 512) + " FTP", String(repeating: "h", count: 512)]),
    Case(pattern: "^(.+)* end", text: "some words end", groups: ["some words end", "some words"]),
    Case(pattern: "^(a)?b", text: "b", groups: ["b", nil]),
    // Beyond ASCII.
    Case(pattern: "^Öce .$", text: "Öce ü", groups: ["Öce ü"]),
    Case(pattern: #"\u00e9t"#, text: "été", groups: ["ét"]),
  ])
  func asInRuby(_ one: Case) throws {
    let flags = try RubyPattern.flags(one.flags)
    let pattern = try Pattern(RubyPattern.translated(one.pattern), RubyPattern.options(flags))
    var matcher = PatternMatcher(pattern)
    let bytes = Array(one.text.utf8)
    let groups: [String?]? = bytes.withSlice { text in
      guard matcher.match(text) == .matched else { return nil }
      return (0...pattern.groupCount).map { matcher.group($0)?.text }
    }
    #expect(groups == one.groups, "/\(one.pattern)/ on \(one.text)")
  }

  @Test(arguments: ["REG_EXTENDED", "reg_icase", "REG_ICASE REG_NONSENSE"])
  func unknownFlagsAreRefused(_ flags: String) {
    #expect(throws: RubyPattern.Failure.self) { try RubyPattern.flags(flags) }
  }
}
