import Testing

@testable import Report

/// What others chose does nothing in a wiki or a merge request.
@Suite struct MarkdownTests {
  private static let gap = "\u{200B}"

  @Test(arguments: [
    ("anna@example.org", "anna@example.org"),
    ("@anna (@ben)", "@\(gap)anna (@\(gap)ben)"),
    ("http://evil.example/x", "http:\(gap)//evil.example/x"),
    ("see www.evil.example", "see www\(gap).evil.example"),
    ("WWW.evil.example", "WWW\(gap).evil.example"),
    ("$x^2$", #"\$x^2\$"#), ("*a* [b](c)", #"\*a\* \[b\](c)"#),
  ])
  func nothingActs(text: String, safe: String) {
    #expect(ReportMarkdown.safe(text) == safe)
  }
}
