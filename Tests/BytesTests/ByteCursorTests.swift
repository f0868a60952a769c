import Testing

@testable import Bytes

@Suite struct ByteCursorTests {
  @Test func reads() {
    let bytes = ("  GET /a b=12; rest" as StaticString).bytes
    var cursor = ByteCursor(bytes)
    cursor.skipSpaces()
    let verb = cursor.word()
    let skipped = cursor.skip("/a ")
    let name = cursor.take(until: 0x3D)
    let number = cursor.integer()
    let between = cursor.take(until: "; ")
    let two = cursor.take(2)
    let last = cursor.word()
    #expect(verb?.text == "GET")
    #expect(skipped)
    #expect(name?.text == "b")
    #expect(number == 12)
    #expect(between?.isEmpty == true)
    #expect(two?.text == "re")
    #expect(last?.text == "st")
    #expect(cursor.isAtEnd)
    let (none, nothing) = (cursor.word(), cursor.take(0))
    #expect(none == nil)
    #expect(nothing?.isEmpty == true)
  }

  /// What can't be taken leaves the cursor where it was.
  @Test func staysWhereItWas() {
    let bytes = ("abc 12345678901234567890" as StaticString).bytes
    var cursor = ByteCursor(bytes)
    let isSkipped = cursor.skip("abd")
    let taken = [cursor.take(until: 0x78), cursor.take(until: "cd"), cursor.take(99)]
    let number = cursor.integer()
    #expect(!isSkipped)
    #expect(taken.allSatisfy { $0 == nil } as Bool)
    #expect(number == nil)
    #expect(cursor.rest == bytes)
    let word = cursor.word()
    let tooLong = cursor.integer()
    #expect(word?.text == "abc")
    #expect(tooLong == nil, "more than 18 digits")
    #expect(cursor.rest.count == 20)
  }
}
