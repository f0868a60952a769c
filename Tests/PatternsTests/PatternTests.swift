import Bytes
import Testing

@testable import Patterns

@Suite struct PatternTests {
  /// A pattern, a subject, and what the named groups took; nil where nothing matched.
  static let cases: [(String, [UInt8], [String: [UInt8]]?)] = [
    (
      #"^(?<verb>[A-Z]+) (?<argument>.*)$"#, Array("USER bob".utf8),
      ["verb": Array("USER".utf8), "argument": Array("bob".utf8)]
    ),
    (#"(?<code>\d{3})(?: (?<text>.+))?"#, Array("x 230".utf8), ["code": Array("230".utf8)]),
    (#"^(?<name>\S+)$"#, [0xFF, 0xC3, 0x00, 0x41], ["name": [0xFF, 0xC3, 0x00, 0x41]]),
    (#"^a(?<rest>.*)$"#, Array("b".utf8), nil),
    (#"(?<all>.*)"#, [], ["all": []]),
  ]

  @Test(arguments: cases.indices)
  func groups(_ index: Int) throws {
    let (expression, subject, expected) = Self.cases[index]
    var matcher = PatternMatcher(try Pattern(expression))
    subject.withUnsafeBufferPointer { bytes in
      let outcome = matcher.match(ByteSlice(bytes))
      #expect(outcome == (expected == nil ? .notMatched : .matched))
      for (name, number) in matcher.pattern.groups {
        #expect(matcher.group(number)?.copied == expected?[name], "\(name)")
      }
    }
  }

  @Test(arguments: ["(", "(?<a>x)(?<a>y)", "[z-a]", "(*UTF)x", "(*UCP)x", "*"])
  func refused(_ expression: String) {
    #expect(throws: Pattern.Failure.self) { try Pattern(expression) }
  }

  @Test func refusalSaysWhere() {
    #expect(throws: Pattern.Failure(reason: "missing closing parenthesis", offset: 4)) {
      try Pattern("a(bc")
    }
  }

  @Test func givesUpOnCatastrophe() throws {
    var matcher = PatternMatcher(try Pattern(#"^(?:(?:a+)+)+(?<end>b)\1"#))
    let subject = [UInt8](repeating: 0x61, count: 5000) + [0x62]
    subject.withUnsafeBufferPointer { bytes in
      #expect(matcher.match(ByteSlice(bytes)) == .gaveUp)
      #expect(matcher.group(0) == nil)
    }
  }

  @Test func groupsThatAreNotThere() throws {
    var matcher = PatternMatcher(try Pattern("a"))
    #expect(matcher.group(0) == nil)
    #expect(matcher.match(("bab" as StaticString).bytes) == .matched)
    #expect(matcher.group(0)?.text == "a")
    #expect(matcher.group(1) == nil)
    #expect(matcher.group(-1) == nil)
  }

  @Test func copiesMatchOnTheirOwn() async throws {
    var matcher = PatternMatcher(try Pattern(#"(?<number>\d+)"#))
    #expect(matcher.match(("a 17" as StaticString).bytes) == .matched)
    let copy = matcher
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var own = copy
          var sum = 0
          for _ in 0..<1000 where own.match(("b 25" as StaticString).bytes) == .matched {
            sum += own.group(1)?.integer ?? 0
          }
          return sum
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sums == 100_000)
    #expect(copy.group(1)?.text == "17")
  }
}
