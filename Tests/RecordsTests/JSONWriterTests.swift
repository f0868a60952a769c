import Bytes
import Testing

@testable import Records

@Suite struct JSONWriterTests {
  static func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a\"b\\c/", #"a\"b\\c/"#), ("\n\r\t", #"\n\r\t"#),
    ("\0\u{1}\u{8}\u{C}\u{1B}\u{1F}", #"\u0000\u0001\u0008\u000c\u001b\u001f"#),
    ("\u{7F}", #"\u007f"#), ("\u{80}\u{9B}\u{9F}\u{A0}", "\\u0080\\u009b\\u009f\u{A0}"),
    ("é漢🙂", "é漢🙂"), ("\u{C2}", "\u{C2}"), ("\u{2028}", "\u{2028}"),
  ])
  func escaped(_ text: String, _ expected: String) {
    #expect(Self.written { $0.value(text) } == "\"\(expected)\"")
  }

  /// Bytes that are no UTF-8 arrive as visible escapes.
  @Test func invalidUTF8() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x1B, 0xC3]
    let text = bytes.withUnsafeBufferPointer { ByteSlice($0).escapedText }
    #expect(Self.written { $0.value(text) } == #""a\\xFF\u001b\\xC3""#)
  }

  @Test(arguments: [
    #"{"a":null,"b":[1,-2.50e3,true,{"c":[]},"x\"y"],"d":{}}"#, "[]", "7", #"[[],[1],{"a":[2,3]}]"#,
  ])
  func valuesAsTheyWere(_ text: String) {
    let value = Array(text.utf8).withSlice { JSONValue($0) }
    #expect(value.map { value in Self.written { $0.value(value) } } == text)
  }

  @Test func shapes() {
    let text = Self.written { json in
      json.object {
        $0.field("text", "x")
        $0.field("none", nil as String?)
        $0.field("number", -3)
        $0.field("no_number", nil as Int?)
        $0.field("yes", true)
        $0.field("no", false)
        $0.field("time", Timestamp(milliseconds: 1))
        $0.field("no_time", nil as Timestamp?)
        $0.field("texts", ["a", "b"])
        $0.field("empty", [])
        $0.list("numbers", [1, 2]) { $0.value($1) }
        $0.object("inner") { _ in }
        $0.object(named: "a\"b") { _ in }
        $0.field(named: "c\n", 0)
        $0.list("objects", [1, 2]) { json, number in json.object { $0.field("n", number) } }
        $0.field("last", Int.max)
      }
      json.newline()
      json.object { _ in }
    }
    #expect(
      text == """
        {"text":"x","none":null,"number":-3,"no_number":null,"yes":true,"no":false,\
        "time":"1970-01-01T00:00:00.001Z","no_time":null,"texts":["a","b"],"empty":[],\
        "numbers":[1,2],"inner":{},"a\\"b":{},"c\\n":0,"objects":[{"n":1},{"n":2}],"last":9223372036854775807}
        {}
        """)
  }

  @Test func forgets() {
    var writer = JSONWriter()
    writer.value(1)
    writer.removeAll()
    writer.value(2)
    #expect(writer.bytes == Array("2".utf8))
  }
}
