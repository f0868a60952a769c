import Testing

@testable import Sensor

/// Replies as texts, and as they are sent.
@Suite struct ReplyTemplateTests {
  private static let values: ReplyValues = {
    var values = ReplyValues()
    values.user = Array("ann".utf8)
    values.path = Array("/a \"b\"/c".utf8)
    values.verb = Array("XYZ".utf8)
    values.argument = Array("a\r\n226 Done".utf8)
    values.size = 2048
    values.microseconds = 12_345
    values.port = 41_218
    values.id = 255
    return values
  }()

  private static let made: [(text: String, sent: String, code: Int?)] = [
    ("220 Ready", "220 Ready\r\n", 220),
    ("220", "220\r\n", 220),
    ("", "", nil),
    ("220-A\n B\n220 C\n", "220-A\r\n B\r\n220 C\r\n", 220),
    ("504-A\r\n504 B", "504-A\r\n504 B\r\n", 504),
    ("331 {user}, please", "331 ann, please\r\n", 331),
    ("{user}", "", nil), ("22 Hello", "", nil),
    ("550 {path}: no", "550 /a \"b\"/c: no\r\n", 550),
    ("257 \"{path}\" made", "257 \"/a \"\"b\"\"/c\" made\r\n", 257),
    ("150 {name}", "150 c\r\n", 150),
    ("500 '{argument}' {verb}", "500 'a??226 Done' XYZ\r\n", 500),
    ("226 {seconds} s, {rate} KiB/s", "226 0.012 s, 162.00 KiB/s\r\n", 226),
    ("229 (|||{port}|)", "229 (|||41218|)\r\n", 229),
    ("220 {id}", "220 000000ff\r\n", 220),
    ("200 {type} {mode}", "200 A ASCII\r\n", 200),
    ("200 }{", "200 }{\r\n", 200),
  ]

  @Test(arguments: made) func isMade(_ text: String, _ sent: String, _ code: Int?) {
    guard let reply = try? ReplyTemplate(text) else {
      #expect(code == nil)
      return
    }
    #expect(reply.code == code)
    #expect(String(decoding: reply.made(Self.values), as: UTF8.self) == sent)
  }

  private static let refused: [(text: String, why: ReplyTemplate.Failure)] = [
    ("Hello", .noCode), ("22x Hello", .noCode), ("220_Hello", .noCode), ("220 A\n220 B", .noCode),
    ("220-A", .noEnd), ("220-A\nB", .noEnd), ("220-A\n221 B", .noEnd),
    ("220 {nobody}", .unknownField("nobody")),
    ("220 " + String(repeating: "x", count: 20_000), .tooLong(maximum: 16_384)),
  ]

  @Test(arguments: refused) func isRefused(_ text: String, _ why: ReplyTemplate.Failure) {
    #expect(throws: why) { try ReplyTemplate(text) }
  }
}
