import Bytes
import Patterns
import Testing

@testable import Sensor

/// What a signature needs must not shut out an alternative of its expression: where it has a
/// sample that the expression takes, one of the bytes is in it.
@Suite struct SignatureNeedsTests {
  @Test func areInAllAlternatives() throws {
    let text = SignatureSet.embedded
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let signatures = try SignatureReader.read(text, path: "signatures.tsv")
    let every = Array(0...255 as ClosedRange<UInt8>)
    var unread: Set<String> = []
    for (row, signature) in zip(rows, signatures) where !signature.needs.isEmpty {
      guard case .expression = signature.test else { continue }
      let expression = row.split(separator: "\t")[5].dropFirst()
      let needed = Set(every.filter { signature.needs.meets(ByteSet([$0])) })
      let taken = ExpressionSamples.all(of: String(expression), avoiding: needed)
        .filter { signature.matches($0, has: signature.needs) == .matched }
      if taken.isEmpty { unread.insert(signature.match.signature) }
      let shutOut = taken.first { !signature.needs.meets(ByteSet($0)) }
      #expect(shutOut == nil, "\(signature.match.signature): \(shutOut?.escapedText ?? "")")
    }
    #expect(unread == [])
  }

  /// The samples are of each alternative, however deep.
  @Test func samplesAreOfAllAlternatives() {
    let cases: [(String, [String])] = [
      ("a|b", ["a", "b"]), ("x(?:a|b+)y", ["xay", "xby"]), ("(a|b)\\1", ["aa", "bb"]),
      ("[^a-c]{2}\\d?", ["  ", "  0"]), ("a(?!b)\\.$", ["a."]),
    ]
    for (expression, samples) in cases {
      let avoided = Set((0...255 as ClosedRange<UInt8>).filter { $0 < 0x20 })
      let found = ExpressionSamples.all(of: expression, avoiding: avoided)
      #expect(found.map { String(decoding: $0, as: UTF8.self) } == samples, "\(expression)")
    }
  }
}
