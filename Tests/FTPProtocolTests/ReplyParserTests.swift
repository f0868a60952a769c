import Bytes
import Testing

@testable import FTPProtocol

@Suite struct ReplyParserTests {
  /// Bytes, and the events in short: `220 text`, lines joined by `|`; `stray …`; `tooLong …`; `~`
  /// before a reply that lacked its end.
  struct Case: CustomTestStringConvertible, Sendable {
    let bytes: [UInt8]
    let events: [String]
    var testDescription: String { bytes.escapedText }

    init(_ bytes: [UInt8], _ events: [String]) {
      self.bytes = bytes
      self.events = events
    }

    init(_ text: String, _ events: [String]) { self.init(Array(text.utf8), events) }
  }

  static let cases = [
    Case("220 ready\r\n", ["220 ready"]),
    Case("220 ready\n", ["220 ready"]),
    Case("220\r\n", ["220 "]),
    Case("220 \r\n", ["220 "]),
    Case("220\tready\r\n", ["220 ready"]),
    Case("220:ready\r\n", ["220 ready"]),
    Case("220 \u{1}\r\n", ["220 \u{1}"]),
    Case("\r\n\n220 a\r\n \r\n331 b\r\n", ["220 a", "331 b"]),
    Case("220-a\r\n220-b\r\n220 c\r\n", ["220 a|b|c"]),
    Case("220-a\r\n220\r\n", ["220 a|"]),
    Case("220-\r\n220 \r\n", ["220 |"]),
    Case("211-Features:\r\n AUTH TLS\r\n211 End\r\n", ["211 Features:| AUTH TLS|End"]),
    Case("220-a\r\nplain\r\n\r\n220 b\r\n", ["220 a|plain||b"]),
    Case("220-a\r\n230 not the end\r\n220 b\r\n", ["220 a|230 not the end|b"]),
    Case("220-a\r\n2200 b\r\n220b\r\n220 c\r\n", ["220 a|2200 b|220b|c"]),
    Case("220-a\r\n230 the end\r\n", ["~220 a|230 the end"]),
    Case("220-a\r\n220-b\r\n", ["~220 a|b"]),
    Case("220 a\r\n220 no end", ["220 a", "220 no end"]),
    Case("234 ok\r\n500 OOPS\r\n", ["234 ok", "500 OOPS"]),
    Case("220 a\r\0b\r\n", ["220 a\rb"]),
    Case("220 a\0b\r\n", ["220 a\0b"]),
    Case("220 a\r\0\n", ["220 a"]),
    Case("HTTP/1.1 400 Bad Request\r\n\r\n", ["stray HTTP/1.1 400 Bad Request"]),
    Case(
      "22 a\r\n2200 b\r\n099 c\r\n660 d\r\n220a\r\n220é\r\n",
      [
        "stray 22 a", "stray 2200 b", "stray 099 c", "stray 660 d", "stray 220a", "stray 220é",
      ]),
    Case("garbage\r\n220 a\r\n", ["stray garbage", "220 a"]),
    Case("192.0.2.1 is welcome\r\n220.a\r\n", ["stray 192.0.2.1 is welcome", "220 a"]),
    Case("\r\n \r\n", []),
    // What is no text before the code: NUL, a byte order mark, NOP, DO TERMINAL-SPEED.
    Case("\0\0220 a\r\n", ["220 a"]),
    Case("\r\n\u{FEFF}\0220-a\r\n\0220 b\r\n\0", ["220 a|b"]),
    Case([0xFF, 0xF1, 0xFF, 0xFD, 0x20] + Array("220 a\r\n".utf8), ["220 a"]),
    Case("\0a 220\r\n", ["stray \0a 220"]),
    Case("220-a\r\n\0b\r\n220 c\r\n", ["220 a|\0b|c"]),
    // CR alone, where no LF comes.
    Case("220 a\r331 b\r", ["220 a", "331 b"]),
    Case("220-a\r220 b\r", ["220 a|b"]),
    Case("a warning\r220-a\r220 b", ["stray a warning", "220 a|b"]),
    Case("220-a\r230 the end\r", ["~220 a|230 the end"]),
    Case("", []),
    // Telnet: WILL ECHO, DO NAWS, a subnegotiation; a doubled 255.
    Case([0xFF, 0xFB, 1, 0xFF, 0xFD, 31] + Array("220 a\r\n".utf8), ["220 a"]),
    Case(Array("22".utf8) + [0xFF, 0xFA, 24, 1, 0xFF, 0xF0] + Array("0 a\r\n".utf8), ["220 a"]),
    Case(Array("220 ".utf8) + [0xFF, 0xFF] + Array("\r\n".utf8), ["220 \\xFF"]),
    // `объявляю`, `настоящий` in the code page Windows-1251: letters, not commands.
    Case(
      Array("220 ".utf8) + [0xFF, 0xFE, 0x20, 0xFF, 0xF9, 0xE8, 0x0D, 0x0A],
      [
        "220 \\xFF\\xFE \\xFF\\xF9\\xE8"
      ]),
    Case(Array("220 ".utf8) + [0xFF, 0x0D, 0x0A], ["220 \\xFF"]),
    Case(Array("220 a".utf8) + [0xFF], ["220 a\\xFF"]),
    Case(Array("220 ".utf8) + [0xC3, 0x28, 0x0D, 0x0A], ["220 \\xC3("]),
  ]

  static func words(_ event: ReplyParser.Event) -> String {
    switch event {
    case .reply(let reply):
      let text = reply.lines.map(\.escapedText).joined(separator: "|")
      return (reply.isWhole ? "" : "~") + "\(reply.code) \(text)"
    case .stray(let line): return "stray \(line.escapedText)"
    case .tooLong(let excess): return "tooLong \(excess.rawValue)"
    }
  }

  static func events(
    _ bytes: [UInt8], drip: Int, limits: ReplyParser.Limits = .init()
  ) -> [String] {
    var parser = ReplyParser(limits: limits)
    var events: [String] = []
    for start in stride(from: 0, to: bytes.count, by: drip) {
      let piece = Array(bytes[start..<min(start + drip, bytes.count)])
      piece.withSlice { parser.append($0) }
      while let event = parser.next() { events.append(words(event)) }
    }
    while let event = parser.finish() { events.append(words(event)) }
    return events
  }

  @Test(arguments: cases) func read(_ example: Case) {
    for drip in [1, 2, 3, max(1, example.bytes.count)] {
      #expect(Self.events(example.bytes, drip: drip) == example.events, "by \(drip)")
    }
  }

  @Test(arguments: [
    ("220 1234567890\r\n", ["tooLong line"]),
    ("220 1234567890", ["tooLong line"]),
    ("220 12\r\n220 12\r\n", ["220 12", "220 12"]), ("220 123456\n", ["220 123456"]),
    ("220 123456\r\n", ["tooLong line"]), ("220 123456\r", ["tooLong line"]),
    ("220-a\r\n220-b\r\n220-c\r\n220-d\r\n220 e\r\n", ["tooLong lines"]),
    ("220-aaaaa\r\n220-bbbbb\r\n220-ccccc\r\n220 d\r\n", ["tooLong bytes"]),
  ])
  func limited(_ text: String, _ expected: [String]) {
    let limits = ReplyParser.Limits(lineBytesMaximum: 10, linesMaximum: 3, bytesMaximum: 12)
    for drip in [1, 5, text.utf8.count] {
      #expect(Self.events(Array(text.utf8), drip: drip, limits: limits) == expected, "by \(drip)")
    }
  }

  /// What stands behind a reply stays until it is asked for.
  @Test func unconsumed() {
    var parser = ReplyParser()
    Array("234 go\r\n500 OOPS\r\nhalf".utf8).withSlice { parser.append($0) }
    #expect(parser.next().map(Self.words) == "234 go")
    #expect(parser.unconsumed == Array("500 OOPS\r\nhalf".utf8))
    #expect(parser.next().map(Self.words) == "500 OOPS")
    #expect(parser.next() == nil)
    #expect(parser.unconsumed == Array("half".utf8))
  }

  /// Once CR alone was seen to end lines it does so at once, on further connections too, and until
  /// there is a LF.
  @Test func bareCR() {
    var parser = ReplyParser()
    let read = { (parser: inout ReplyParser, text: String) in
      Array(text.utf8).withSlice { parser.append($0) }
      return parser.next().map(Self.words)
    }
    #expect(read(&parser, "220 a\r") == nil)
    #expect(!parser.isInsideReply)
    #expect(parser.finish().map(Self.words) == "220 a")
    #expect(read(&parser, "331 b\r") == "331 b")
    parser.restart()
    #expect(parser.endsLinesAtCR)
    #expect(read(&parser, "220 c\r500") == "220 c")
    parser.restart()
    #expect(read(&parser, "234 d\r\n") == "234 d")
    #expect(parser.unconsumed.isEmpty && !parser.endsLinesAtCR)
  }

  @Test(arguments: [
    ("", false), ("login: ", false), ("220", true), ("220 a", true), ("220 a\r", false),
    ("220 a\r\n", false), ("220-a\r\n", true), ("220-a\r\nb", true), ("\0220 a", true),
  ])
  func isInsideReply(_ text: String, _ expected: Bool) {
    var parser = ReplyParser()
    Array(text.utf8).withSlice { parser.append($0) }
    while parser.next() != nil {}
    #expect(parser.isInsideReply == expected)
  }

  /// Floods end at a limit, and what comes after is not kept.
  @Test(arguments: [
    ("220-x\r\n", 100_000, "lines"), ("220 A", 2_000_000, "line"), ("\0", 1, "line"),
  ])
  func floods(_ piece: String, _ count: Int, _ excess: String) {
    let bytes = Array(repeating: Array(piece.utf8), count: max(count, 10_000)).flatMap { $0 }
    #expect(Self.events(bytes, drip: 65_536) == ["tooLong \(excess)"])
  }

  @Test func kinds() {
    #expect(Reply(code: 120, text: []).isPreliminary)
    #expect(Reply(code: 331, text: []).isPositive && Reply(code: 200, text: []).isPositive)
    #expect(Reply(code: 421, text: []).isNegative && !Reply(code: 150, text: []).isPositive)
    let reply = Reply(code: 211, text: Array("a\nb".utf8))
    #expect(reply.lineCount == 2 && reply.says("B"))
  }
}
