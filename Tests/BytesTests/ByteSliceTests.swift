import Testing

@testable import Bytes

@Suite struct ByteSliceTests {
  @Test func theEmptySliceHasNothing() {
    #expect(ByteSlice.empty.isEmpty)
    #expect(ByteSlice.empty.first == nil)
    #expect(ByteSlice.empty.last == nil)
    #expect(ByteSlice.empty == withBytes([]) { $0 })
    #expect(ByteSlice.empty.trimmed.isEmpty)
    #expect(ByteSlice.empty.integer == nil)
    #expect(ByteSlice.empty.escapedText == "")
  }

  /// Ranges are cut to what is there.
  @Test(arguments: [
    (0, 5, "hello"), (0, 9, "hello"), (2, 4, "ll"), (4, 99, "o"), (5, 9, ""), (9, 99, ""),
    (-3, 2, "he"), (-9, -1, ""), (0, 0, ""), (Int.min, Int.max, "hello"),
  ])
  func ranges(_ lower: Int, _ upper: Int, _ expected: String) {
    let found = ("hello" as StaticString).bytes[lower..<upper]
    #expect(found.text == expected)
  }

  @Test(arguments: [
    (#"a\x2cb"#, "a,b"), (#"a\\b"#, #"a\b"#), (#"\\x41"#, #"\x41"#), (#"\x5c\x5C"#, #"\\"#),
    (#"\x4"#, #"\x4"#), (#"\xZZ"#, #"\xZZ"#), (#"CORP\anna"#, #"CORP\anna"#), (#"a\"#, #"a\"#),
    ("", ""), ("plain", "plain"),
  ])
  func aCellOfZeeksIsReadAsWhatItStandsFor(_ cell: String, _ expected: String) {
    #expect(withBytes(Array(cell.utf8)) { $0.unescapedOfZeek } == Array(expected.utf8))
  }

  @Test(
    arguments: [
      ("a,b;c", 0x2C, .max, ["a", "b;c"]), ("", 0x2C, .max, [""]), (",", 0x2C, .max, ["", ""]),
      (#" "a" , " b,c" "#, 0x2C, .max, ["a", " b,c"]), (#""a""b""#, 0x2C, .max, [#"a""b"#]),
      (#"a"b,c"d,e"#, 0x2C, .max, [#"a"b,c"d"#, "e"]), (#"a,"b,c"#, 0x2C, .max, ["a", #""b,c"#]),
      ("a;b;c", 0x3B, 2, ["a", "b;c"]), (#"a;"b";c"#, 0x3B, 2, ["a", "b", "c"]),
      ("a;b", 0x3B, 3, ["a", "b"]), (#"""#, 0x2C, .max, [#"""#]),
    ] as [(String, UInt8, Int, [String])])
  func aRowOfCSVHasFields(_ row: String, _ separator: UInt8, _ count: Int, _ fields: [String]) {
    let found = withBytes(row) { $0.csvFields(separator: separator, count: count).map(\.text) }
    #expect(found == fields)
  }

  @Test func linesAreTakenOneByOne() {
    var rest = ("a\r\n\nb" as StaticString).bytes
    #expect(rest.takeLine() == "a\r")
    #expect(rest.takeLine().isEmpty)
    #expect(rest.takeLine() == "b")
    #expect(rest.isEmpty && rest.takeLine().isEmpty)
  }

  @Test func noMoreIsDroppedThanIsThere() {
    let hello = ("hello" as StaticString).bytes
    #expect(hello.dropFirst(2) == "llo")
    #expect(hello.dropFirst(9).isEmpty)
    #expect(hello.dropFirst(.max).isEmpty)
    #expect(hello.dropLast(2) == "hel")
    #expect(hello.dropLast(9).isEmpty)
    #expect(hello.dropLast(0) == "hello")
    #expect(hello.first == 0x68)
    #expect(hello.last == 0x6F)
    #expect(hello.copied == Array("hello".utf8))
    #expect(hello != "hell")
    #expect(hello != "hellO")
  }

  @Test func whatIsSoughtIsFoundWholeOrNot() {
    let text = ("a,b,,c" as StaticString).bytes
    #expect(text.firstIndex(of: 0x2C) == 1)
    #expect(text.firstIndex(of: 0x2C, from: 2) == 3)
    #expect(text.firstIndex(of: 0x2C, from: 5) == nil)
    #expect(text.firstIndex(of: 0x2C, from: 99) == nil)
    #expect(text.firstIndex(of: 0x2C, from: -1) == nil)
    #expect(text.firstIndex(of: 0x78) == nil)
    #expect(text.lastIndex(of: 0x2C) == 4)
    #expect(text.lastIndex(of: 0x78) == nil)
    #expect(text.firstRange(of: ",,") == 3..<5)
    #expect(text.firstRange(of: "c") == 5..<6)
    #expect(text.firstRange(of: "") == nil)
    #expect(text.firstRange(of: "a,b,,cd") == nil)
    #expect(text.firstRange(of: "a", from: 1) == nil)
    #expect(text.lastRange(of: ",") == 4..<5)
    #expect(text.lastRange(of: "a,b,,c") == 0..<6)
    #expect(text.lastRange(of: "x") == nil)
    #expect(("aaab" as StaticString).bytes.firstRange(of: "aab") == 1..<4)
    #expect(text.contains("b,"))
    #expect(!text.contains("B"))
    #expect(text.containsIgnoringCase("B,,C"))
    #expect(!text.containsIgnoringCase("B,C"))
    #expect(!text.containsIgnoringCase(""))
    #expect(Array("B,,".utf8).withSlice { text.containsIgnoringCase($0) })
    #expect(!Array("a,b,,cd".utf8).withSlice { text.containsIgnoringCase($0) })
    #expect(text.starts(with: "a,"))
    #expect(text.ends(with: ",c"))
    #expect(!text.starts(with: "a,b,,cd"))
    #expect(text.equalsIgnoringCase("A,B,,C"))
    #expect(!text.equalsIgnoringCase("A,B,,CD"))
    #expect(!("[" as StaticString).bytes.equalsIgnoringCase("{"))
  }

  @Test(
    arguments: [
      ("0", 0), ("007", 7), ("123456789012345678", 123_456_789_012_345_678), ("", nil),
      ("1234567890123456789", nil), ("-1", nil), ("+1", nil), ("1 ", nil), ("1a", nil), ("/", nil),
      (":", nil),
    ] as [(String, Int?)])
  func anIntegerIsDigitsAloneAndFits(_ text: String, _ expected: Int?) {
    let found = withBytes(text) { $0.integer }
    #expect(found == expected)
  }

  @Test(
    arguments: [
      ("0", 0), ("00fF", 255), ("ffffffffffffffff", .max), ("10000000000000000", nil), ("", nil),
      ("+f", nil), ("-1", nil), ("f ", nil), ("g", nil), ("@", nil), ("/", nil), (":", nil),
    ] as [(String, UInt64?)])
  func hexadecimalInteger(_ text: String, _ expected: UInt64?) {
    let found = withBytes(text) { $0.hexadecimalInteger }
    #expect(found == expected)
  }

  @Test(arguments: [
    ("  a b\t\r\n", "a b"), ("\n\n", ""), ("a", "a"), ("\u{B}a", "\u{B}a"), ("\u{A0}a", "\u{A0}a"),
  ])
  func whiteSpaceOfASCIIIsTrimmed(_ text: String, _ expected: String) {
    let found = withBytes(text) { $0.trimmed.text }
    #expect(found == expected)
  }

  @Test(
    arguments: [
      (Array("plain".utf8), "plain"), (Array("Ünïcödé 漢字 🙂".utf8), "Ünïcödé 漢字 🙂"),
      ([0x61, 0xFC, 0x62], "a\\xFCb"), ([0xFF, 0xFE], "\\xFF\\xFE"), ([0xC3], "\\xC3"),
      ([0xC3, 0xA9, 0xC3], "é\\xC3"), ([0xC0, 0x80], "\\xC0\\x80"),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xF4, 0x90, 0x80, 0x80], "\\xF4\\x90\\x80\\x80"),
      ([0xE2, 0x82], "\\xE2\\x82"), ([0x80, 0x41], "\\x80A"),
      ([0x00, 0x1B, 0xFF], "\0\u{1B}\\xFF"),
      ([0xF0, 0x9F, 0x99, 0x82, 0x9F], "🙂\\x9F"),
    ] as [([UInt8], String)])
  func escapedText(_ bytes: [UInt8], _ expected: String) {
    let found = withBytes(bytes) { $0.escapedText }
    #expect(found == expected)
  }

  @Test func arenaKeeps() {
    let arena = ByteArena()
    let kept = (0..<2000).map { arena.keep(Array("\($0)".utf8) + [UInt8](repeating: 0, count: 50)) }
    let large = arena.keep([UInt8](repeating: 7, count: 200_000))
    #expect(arena.keep([]).isEmpty)
    #expect(large.count == 200_000)
    #expect(large.last == 7)
    #expect(kept[0].text.hasPrefix("0\0"))
    #expect(kept[1999].text.hasPrefix("1999\0"))
    arena.reset()
    #expect(arena.keep([1, 2]).copied == [1, 2])
  }

  @Test(
    arguments: [
      ([UInt8]("\u{7F}ELF\u{2}\u{1}\u{1}\0\0\0\0".utf8), true),
      ([0x89, 0x50, 0x4E, 0x47, 0, 0], true),
      (Array(0...255), true), ([], false), (Array("ftp.bücher.de\r\n\tx\u{1B}[0m".utf8), false),
      // Latin-1, and a name with a NUL in it, as certificates have had.
      (Array("ftp.b".utf8) + [0xFC] + Array("cher.de\n".utf8), false),
      (Array("www.example.org\0.example.com\nwww.example.org\n".utf8), false),
    ] as [([UInt8], Bool)])
  func controlsMakeDataBinaryAndOtherEncodingsDoNot(bytes: [UInt8], isBinary: Bool) {
    #expect(bytes.withSlice(\.isBinary) == isBinary)
  }
}
