import Bytes
import Testing

@testable import FTPProtocol

@Suite struct CommandParserTests {
  /// Input, and `VERB|argument` for each line; `!` before one that is too long, `~` before one that
  /// had telnet's commands in it.
  static let cases: [(String, [String])] = [
    ("USER x\r\n", ["USER|x"]),
    ("user x\n", ["USER|x"]),
    ("PASS  a b \r\n", ["PASS| a b "]),
    ("NOOP", []),
    ("NOOP\r", []),
    ("NOOP\r\r\n", ["NOOP|"]),
    ("\r\n\n", ["|", "|"]),
    (" NOOP\r\n", ["| NOOP".replacing("| ", with: "|")]),
    ("A\r\nB c\nD", ["A|", "B|c"]),
    ("x-y z\r\n", ["x-y|z"]),
    ("ABCDEFGHI j\r\n", ["ABCDEFGHI|j"]),
    ("ÄÖ x\r\n", ["ÄÖ|x"]),
    ("STOR a\r\0b\r\n", ["STOR|a\rb"]),
    ("RETR a\0b\r\n", ["RETR|a\0b"]),
    ("0123456789012345678901234567\r\nNOOP\r\n", ["!01234567890123456789|", "NOOP|"]),
    ("STOR 78901234567890\r\nX\r\n", ["STOR|78901234567890", "X|"]),
    ("STOR 789012345678901\r\nX\r\n", ["!STOR|789012345678901", "X|"]),
  ]

  static func read(_ input: [UInt8], by step: Int) -> [CommandLine] {
    var parser = CommandParser(limits: .init(lineBytesMaximum: 20))
    var lines: [CommandLine] = []
    var rest = input[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(step))
      rest = rest.dropFirst(step)
      piece.withSlice { parser.append($0) }
      while let line = parser.next() { lines.append(line) }
    }
    return lines
  }

  static func brief(_ line: CommandLine) -> String {
    (line.isTooLong ? "!" : "") + (line.raw.isEmpty ? "" : "~")
      + line.verb.escapedText + "|" + line.argument.escapedText
  }

  @Test(arguments: cases) func lines(_ input: String, _ expected: [String]) {
    for step in [1, 2, 7, 1000] {
      #expect(Self.read(Array(input.utf8), by: step).map(Self.brief) == expected, "by \(step)")
    }
  }

  static let telnet: [([UInt8], String, [UInt8])] = [
    ([0xFF, 0xF4, 0xFF, 0xF2] + Array("ABOR".utf8), "~ABOR|", []),
    ([0xF4, 0xFF] + Array("ABOR".utf8), "~ABOR|", []),
    ([0xF2] + Array("ABOR".utf8), "~ABOR|", []),
    (
      [0xFF, 0xFB, 1, 0xFF, 0xFD, 3] + Array("NOOP".utf8), "~NOOP|", [0xFF, 0xFE, 1, 0xFF, 0xFC, 3]
    ),
    ([0xFF, 0xFC, 1, 0xFF, 0xFE, 3] + Array("NOOP".utf8), "~NOOP|", []),
    ([0xFF, 0xFA, 24, 0, 0x78, 0xFF, 0xF0] + Array("NOOP".utf8), "~NOOP|", []),
    (Array("USER a".utf8) + [0xFF, 0xFF] + Array("b".utf8), "~USER|a\\xFFb", []),
    (Array("USER ".utf8) + [0xFF] + Array("b".utf8), "USER|\\xFFb", []),
    ([0xFF, 0xFD], "~|", []),
    ([0xFF, 0xFA, 1], "~|", []),
    ([0xF0, 0x9F, 0x98, 0x80], "\u{1F600}|", []),
  ]

  @Test(arguments: telnet) func telnetCommands(
    _ input: [UInt8], _ expected: String, _ answer: [UInt8]
  ) {
    for step in [1, 1000] {
      let lines = Self.read(input + [0x0D, 0x0A], by: step)
      #expect(lines.map(Self.brief) == [expected])
      #expect(lines.first?.telnetAnswer == answer)
    }
  }

  @Test func words() {
    #expect(VerbWord("user") == VerbWord("USER"))
    #expect(VerbWord("ABCDEFGH")?.bytes == Array("ABCDEFGH".utf8))
    for none in ["", "ABCDEFGHI", "A B", "A-B", "Ä", "A\0"] { #expect(VerbWord(none) == nil) }
  }

  /// What stands behind AUTH can be looked at and dropped.
  @Test func unconsumed() {
    var parser = CommandParser()
    Array("AUTH TLS\r\nUSER x\r\nPA".utf8).withSlice { parser.append($0) }
    #expect(parser.next()?.verb == Array("AUTH".utf8))
    #expect(parser.unconsumed == Array("USER x\r\nPA".utf8))
    parser.forget()
    #expect(parser.next() == nil && parser.bytesLeft == 0)
  }

  @Test(arguments: [
    ("GET / HTTP/1.0\r\n", ForeignClient.http), ("SSH-2.0-x", .ssh), ("\u{16}\u{3}\u{1}", .tls),
    ("EHLO a", .smtp), ("\u{5}\u{1}\0", .socks5), ("\u{4}\u{1}\0P", .socks4), ("*1\r\n$4", .redis),
    ("OPTIONS sip:x", .sip), ("OPTIONS / HTTP/1.1", .http), ("\u{3}\0\0\u{13}", .rdp),
    ("USER \u{1}\r\n", .binary),
  ])
  func foreign(_ bytes: String, _ expected: ForeignClient) {
    #expect(Array(bytes.utf8).withSlice { ForeignClient($0) } == expected)
  }

  @Test func ownClients() {
    for line in ["USER x\r\n", "FEAT", "\u{E9}\u{E8}", "HELP", "OPTS UTF8 ON", "NOOP\t"] {
      #expect(Array(line.utf8).withSlice { ForeignClient($0) } == nil, "\(line)")
    }
  }
}
