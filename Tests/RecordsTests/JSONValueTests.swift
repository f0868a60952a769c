import Bytes
import Records
import Testing

@Suite struct JSONValueTests {
  static func read(_ text: String) -> JSONValue? { Array(text.utf8).withSlice { JSONValue($0) } }

  static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test(
    arguments: [
      ("null", .null), (" true ", .truth(true)), ("-1.5e3", .number("-1.5e3")), ("[]", .list([])),
      ("0", .number("0")), ("-0.10E+02", .number("-0.10E+02")), ("120", .number("120")),
      (#""a\u0041""#, .text("aA")), ("{}", .object([])),
      ("[1,[]]", .list([.number("1"), .list([])])),
      (
        #"{"a":{"b":null},"c":"d"}"#,
        .object([.init("a", .object([.init("b", .null)])), .init("c", .text("d"))])
      ),
    ] as [(String, JSONValue)])
  func taken(_ text: String, _ expected: JSONValue) {
    #expect(Self.read(text) == expected)
  }

  @Test(arguments: [
    "", "x", "[", "]", "[1,]", "[1 2]", "{", "{a:1}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
    #"{"a":1}}"#, "1 2", #""a"#, nested(18), nested(100_000),
    // RFC 8259 §6.
    "1-2..3", "00", "01", "-", "+1", ".5", "1.", "1.e3", "1e", "1e+", "--1", "1e1.5", "-x",
  ])
  func refused(_ text: String) { #expect(Self.read(text) == nil, "\(text.prefix(40))") }

  @Test func limited() {
    let ones = { Array(repeating: "1", count: $0).joined(separator: ",") }
    #expect(Self.read("[\(ones(65_535))]") != nil)
    #expect(Self.read("[\(ones(65_536))]") == nil)
    #expect(Self.read(Self.nested(17)) != nil)
  }

  @Test func values() throws {
    let text = #"{"n":12,"d":9.5,"t":"x","yes":true,"l":["a",1,"b"],"at":"1970-01-01T00:00:01Z"}"#
    let json = try #require(Self.read(text))
    #expect(json["n"].integer == 12 && json["d"].double == 9.5 && json["d"].integer == nil)
    #expect(json["t"].text == "x" && json["yes"].truth == true && json["none"] == .null)
    #expect(json["l"].texts == ["a", "b"] && json["l"].list?.count == 3 && json["n"].list == nil)
    #expect(json["at"].time == Timestamp(milliseconds: 1000))
    #expect(
      json.fields.map(\.name) == ["n", "d", "t", "yes", "l", "at"] && json["t"].fields.isEmpty)
    #expect(json["t"]["x"] == .null)
  }

  /// Every beginning of a text is refused, and none traps.
  @Test func dripped() {
    let text = Array(#"{"a":[1,{"b":"\ud83d\ude42"},null],"c":true}"#.utf8)
    for count in 0...text.count {
      let found = Array(text.prefix(count)).withSlice { JSONValue($0) }
      #expect((found != nil) == (count == text.count))
    }
  }

  /// Bytes that are no UTF-8 are shown.
  @Test func invalidUTF8() {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x22]
    #expect(bytes.withSlice { JSONValue($0) } == .text("a\\xFF"))
  }
}
