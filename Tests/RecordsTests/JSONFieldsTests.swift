import Bytes
import Testing

@testable import Records

@Suite struct JSONFieldsTests {
  static func read<Result>(_ text: String, _ body: (Bool, JSONFields) -> Result) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      var fields = JSONFields()
      let isRead = fields.read(ByteSlice(bytes))
      return body(isRead, fields)
    }
  }

  static func nested(_ depth: Int, _ inside: String) -> String {
    String(repeating: #"{"a":"#, count: depth) + inside + String(repeating: "}", count: depth)
  }

  static func list(_ count: Int) -> String {
    #"{"a":["# + Array(repeating: "1", count: count).joined(separator: ",") + "]}"
  }

  @Test(arguments: [
    "{}", " { } \r\n", #"{"a":1}"#, #"{"a":-1.5e+10,"b":[1,[],{}],"c":{"d":null}}"#,
    #"{"":""}"#, #"{"a":"\"\\\u0041"}"#, #"{"a":true,"a":false}"#, nested(16, "1"),
    nested(15, "{}"), list(1023),
  ])
  func taken(_ text: String) {
    #expect(Self.read(text) { isRead, _ in isRead })
  }

  @Test(arguments: [
    "", " ", "[]", "1", "null", #""a""#, "{", "}", "{}}", "{} {}", "{}x", #"{"a"}"#, #"{"a":}"#,
    #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#, #"{a:1}"#, #"{"a":tru}"#,
    #"{"a":True}"#, #"{"a":NaN}"#, #"{"a":1x}"#, #"{"a":-}"#, #"{"a":1e}"#, #"{"a":+1}"#,
    #"{"a":.5}"#, #"{"a":"b}"#, #"{"a":"b\"}"#, #"{"a":[1,]}"#, #"{"a":[1}"#, #"{"a":[1]]}"#,
    #"{"a":'b'}"#, #"{"a":1]"#, "{\"a\":\u{0}}", nested(16, "{}"), nested(17, "1"),
    nested(100_000, "1"), list(1024), "\u{FEFF}{}",
  ])
  func refused(_ text: String) {
    #expect(!Self.read(text) { isRead, _ in isRead }, "\(text.prefix(60))")
  }

  /// The inside of a string, and its characters.
  @Test(arguments: [
    (#"plain"#, "plain"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0041\u00e9"#, "Aé"),
    (#"\u00E9\u20AC"#, "é€"), (#"\ud83d\ude42"#, "🙂"), (#"\uD83D"#, "\u{FFFD}"),
    (#"\uD83Dx"#, "\u{FFFD}x"), (#"\uDE42"#, "\u{FFFD}"), (#"\uD83D\u0041"#, "\u{FFFD}A"),
    (#"\uD83D\uD83D\uDE42"#, "\u{FFFD}🙂"), (#"\u12"#, "\u{FFFD}12"), (#"\uZZZZ"#, "\u{FFFD}ZZZZ"),
    (#"\x"#, "\u{FFFD}"), (#"\u0000"#, "\0"), (#"\uD83D\u"#, "\u{FFFD}\u{FFFD}"), ("é", "é"),
  ])
  func text(_ inside: String, _ expected: String) {
    let arena = ByteArena()
    let found = Self.read("{\"a\":\"\(inside)\"}") { _, fields in fields.text("a", in: arena)?.text
    }
    #expect(found == expected)
  }

  @Test func values() {
    let arena = ByteArena()
    let line =
      #"{"n":12,"q":"34","neg":-5,"t":true,"f":false,"z":null,"o":{"p":{"x":"deep"}},"#
      + #""l":["first",{"x":1}],"n":99,"s":"é"}"#
    Self.read(line) { isRead, fields in
      let integers = [fields.integer("n"), fields.integer("q"), fields.integer("neg")]
      let truths = [fields.truth("t"), fields.truth("f"), fields.truth("n"), fields.truth("z")]
      #expect(isRead)
      #expect(integers == [12, 34, nil])
      #expect(truths == [true, false, nil, nil])
      #expect(fields.text("o", "p", "x", in: arena)?.text == "deep")
      #expect(fields.text("o", "x", in: arena) == nil)
      #expect(fields.text("x", in: arena) == nil, "no field of an inner object")
      #expect(fields.text("n", in: arena) == nil, "a number is no text")
      #expect(fields.raw("neg")?.text == "-5")
      #expect(fields.raw("z") == nil)
      #expect(fields.raw("s")?.text == "é")
      #expect(fields.text("l", "", in: arena)?.text == "first")
      #expect(fields.has("z"))
      #expect(!fields.has("none"))
      #expect(!fields.has("o", "none"))
    }
  }

  /// One value of fields reads line after line, and keeps nothing.
  @Test func readsAgain() {
    var fields = JSONFields()
    let first = fields.read((#"{"a":1}"# as StaticString).bytes)
    let second = fields.read((#"{"b":2"# as StaticString).bytes)
    #expect(first)
    #expect(!second)
    #expect(!fields.has("a"))
  }

  /// Every beginning of a line is refused, and none traps; neither does any changed byte.
  @Test func dripped() {
    let line = Array(
      #"{"a":"\ud83d\ude42\n","b":[1,-2.5e3,{"c":null}],"d":{"e":true},"f":"é\\"}"#.utf8)
    let arena = ByteArena()
    var fields = JSONFields()
    for count in 0...line.count {
      let isRead = Array(line.prefix(count)).withUnsafeBufferPointer { fields.read(ByteSlice($0)) }
      #expect(isRead == (count == line.count), "\(count)")
    }
    for index in line.indices {
      for byte in [0x00, 0x22, 0x5C, 0x7B, 0x7D, 0x75, 0xFF] as [UInt8] {
        var changed = line
        changed[index] = byte
        changed.withUnsafeBufferPointer {
          if fields.read(ByteSlice($0)) { _ = fields.text("a", in: arena) }
        }
      }
    }
  }

  /// What the writer writes, the reader reads.
  @Test(arguments: ["", "a\"b\\", "\0\u{7F}\u{9B}", "🙂 é\n\r\t", "{}[],:", "\u{2028}"])
  func roundTrip(_ text: String) {
    var writer = JSONWriter()
    writer.object { $0.field("key", text) }
    let arena = ByteArena()
    let found = writer.bytes.withUnsafeBufferPointer { bytes in
      var fields = JSONFields()
      return fields.read(ByteSlice(bytes)) ? fields.text("key", in: arena)?.text : nil
    }
    #expect(found == text)
  }

  @Test func elementsOfArrays() {
    let line = """
      {"a":{"list":[{"n":1},7,{"n":"2","m":{"n":3}},null,[{"n":4}]]},"n":5,"b":[],"c":{"n":6}}
      """
    Self.read(line) { isRead, fields in
      #expect(isRead)
      let elements = fields.elements("a", "list")
      #expect(elements.map { $0.integer("n") } == [1, 2])
      #expect(elements.map { $0.raw("m", "n")?.text } == [nil, "3"])
      #expect(fields.elements("b").isEmpty && fields.elements("c").isEmpty)
      #expect(fields.elements("none").isEmpty && fields.elements("n").isEmpty)
    }
  }
}
