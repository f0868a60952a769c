import Testing

@testable import Report

/// What every page must hold to, whatever is on it.
enum PageMarkup {
  /// Nothing runs, and nothing is fetched.
  static func expectInert(_ html: String) {
    let tags = tags(of: html)
    #expect(!tags.isEmpty)
    for tag in tags {
      let lower = tag.lowercased()
      for word in ["<script", "<img", "<iframe", "<object", "<link", "<a ", "<form", "<base"] {
        #expect(!lower.hasPrefix(word), "\(tag)")
      }
      let bare = lower.replacing(#/"[^"]*"/#, with: "\"\"")
      #expect(bare.firstMatch(of: #/\s(on\w+|style|src|href)\s*=/#) == nil, "\(tag)")
      #expect(!bare.contains("'"), "\(tag)")
    }
  }

  /// Nothing that acts on a terminal or reorders a line is left.
  static func expectVisible(_ html: String) {
    for scalar in html.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      #expect(!(0x202A...0x202E).contains(scalar.value) && scalar.value != 0x200B)
    }
  }

  /// The tags between `<` and the next `>` outside of quotes, the style sheet left out.
  private static func tags(of html: String) -> [String] {
    var tags: [String] = []
    var tag: String?
    var quoted = false
    for scalar in html.replacing(PageStyle.css, with: "").unicodeScalars {
      if tag == nil, scalar == "<" { tag = "" }
      if scalar == "\"", tag != nil { quoted.toggle() }
      tag?.unicodeScalars.append(scalar)
      if scalar == ">", !quoted, let whole = tag {
        tags.append(whole)
        tag = nil
      }
    }
    return tags
  }
}
