import Testing

@testable import Report

@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain", "plain"), ("CORP\\hr", "CORP\\hr"), ("müller", "müller"), ("倉庫", "倉庫"),
    ("\u{1B}[31m", "\\x1B[31m"), ("a\u{7}\u{0}\u{7F}", "a\\x07\\x00\\x7F"),
    ("\u{9B}2J", "\\u{9B}2J"), ("\u{202E}gpj.exe", "\\u{202E}gpj.exe"),
    ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"), ("a\u{200B}b\u{FEFF}", "a\\u{200B}b\\u{FEFF}"),
    ("a\r\nb\tc", "a\\x0D\\x0Ab\\x09c"), ("\u{2028}\u{A0}", "\\u{2028}\\u{A0}"),
    ("\u{E0041}\u{FE0F}\u{AD}", "\\u{E0041}\\u{FE0F}\\u{AD}"), ("\u{301}a", "\\u{301}a"),
    ("\u{E000}", "\\u{E000}"), ("", ""),
  ])
  func whatWouldNotShowIsEscapedOnce(_ raw: String, _ shown: String) {
    #expect(EscapedText(raw).text == shown)
    #expect(EscapedText(EscapedText(raw).text).text == shown)
  }

  @Test func marksDoNotClimb() {
    let shown = EscapedText("Z" + String(repeating: "\u{335}", count: 6))
    #expect(shown.text == "Z\u{335}\u{335}\u{335}\u{335}\\u{335}\\u{335}")
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("漢字漢字", 8, "漢字漢字"),
    ("漢字漢字", 6, "漢字…"), ("漢字漢字", 7, "漢字漢…"), ("ab\u{1B}cd", 6, "ab…"),
    ("abc", 1, "…"), ("abc", 0, ""),
  ])
  func aTextIsCutByColumnsAndNoEscapeInTwo(_ raw: String, _ columns: Int, _ shown: String) {
    #expect(EscapedText(raw).truncated(to: columns) == shown)
    #expect(EscapedText(shown).width <= columns)
  }

  @Test(arguments: [
    ("LONG-DOMAIN\\vera", 20, "LONG-DOMAIN\\vera"), ("LONG-DOMAIN\\vera", 9, "LONG…vera"),
    ("LONG-DOMAIN\\vera", 10, "LONG-…vera"), ("日本語ユーザー", 8, "日本…ー"), ("abc", 2, "a…"),
    ("abc", 1, "…"), ("abc", 0, ""), ("a\u{1B}[0mz", 5, "a…mz"),
  ])
  func cutInTheMiddle(_ raw: String, _ columns: Int, _ shown: String) {
    #expect(EscapedText(raw).truncatedInMiddle(to: columns) == shown)
    #expect(EscapedText(shown).width <= columns)
  }

  @Test func cutAtTheStart() {
    #expect(EscapedText("/var/log/vsftpd.log:12").truncatedAtStart(to: 10) == "…pd.log:12")
  }

  @Test(arguments: [
    ("<b>", "&lt;b&gt;"), ("\"'&", "&quot;&#39;&amp;"),
    // One Character to Swift: Mustache's own escaping lets the mark-up through.
    ("\u{D4E}<script>", "\u{D4E}&lt;script&gt;"), ("<\u{301}\"\u{301}", "&lt;\u{301}&quot;\u{301}"),
    ("\u{0}\u{202E}", "\\x00\\u{202E}"), ("&lt;", "&amp;lt;"),
  ])
  func markUpIsEscapedScalarByScalar(_ raw: String, _ escaped: String) {
    #expect(Array(VisibleHTML().escapeText(raw).unicodeScalars) == Array(escaped.unicodeScalars))
  }

  @Test(arguments: [
    ("plain", "plain"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"),
    ("\t=1", "'\\x09=1"), ("\r=1", "'\\x0D=1"), ("＝1", "'＝1"), ("  =1", "'  =1"),
    ("=cmd|'/c'!A1", "'=cmd|'/c'!A1"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("\"=1", "\"'\"\"=1\""), ("a;=1", "\"a;'=1\""), ("a\nb", "a\\x0Ab"), ("a=1", "a=1"),
    ("", ""),
  ])
  func noCellIsAFormulaOrMoreThanALine(_ raw: String, _ cell: String) {
    #expect(CSVCell(raw).text == cell)
  }

  @Test func figuresAreGroupedShortenedAndNeverRoundedToAllOrNone() {
    #expect([0, 999, 1000, 1_234_567].map(Figures.grouped) == ["0", "999", "1,000", "1,234,567"])
    #expect(Figures.short(38_249) == "38.2k")
    #expect(Figures.short(12_345_678) == "12.3M")
    #expect(Figures.percent(1, of: 1000) == "<1 %")
    #expect(Figures.percent(999, of: 1000) == ">99 %")
    #expect(Figures.percent(0, of: 0) == "–")
    #expect(Figures.count(1, "user") == "1 user")
  }
}
