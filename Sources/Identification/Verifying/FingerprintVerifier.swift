import Bytes
import Patterns

/// Holds a database's fingerprints to their own examples, as recog_verify does.
public struct FingerprintVerifier {
  /// Examples that matched and said what they have to.
  public private(set) var examplesVerified = 0

  private let database: FingerprintDatabase
  private let read: (String) -> [UInt8]?
  private var findings: [VerificationFinding] = []
  /// Those before the fingerprint that is looked at.
  private var earlier: [(line: Int, matcher: PatternMatcher)] = []

  /// - Parameters:
  ///   - database: as it was read.
  ///   - read: gives the bytes of an example's file, by its name; nil where it can't be read.
  public init(_ database: FingerprintDatabase, read: @escaping (String) -> [UInt8]?) {
    self.database = database
    self.read = read
  }

  /// Matches every example. What could not be read of the database is a failure too.
  public mutating func verify() -> [VerificationFinding] {
    for fingerprint in database.fingerprints { verify(fingerprint) }
    return findings.sorted { $0.line < $1.line }
  }

  private mutating func verify(_ fingerprint: Fingerprint) {
    guard let pattern = try? fingerprint.compiled() else {
      return fail(fingerprint.line, "the pattern does not compile")
    }
    let matcher = PatternMatcher(pattern)
    if fingerprint.examples.isEmpty { warn(fingerprint.line, "there is no example") }
    for example in fingerprint.examples { verify(example, fingerprint, matcher) }
    for parameter in fingerprint.parameters {
      let isChecked = fingerprint.examples.contains { example in
        example.expected.contains { $0.name == parameter.name }
      }
      if parameter.position > 0, !isChecked, !parameter.name.hasPrefix("_tmp."),
        !fingerprint.examples.isEmpty
      {
        fail(fingerprint.line, "no example checks what is captured as \(parameter.name)")
      }
    }
    earlier.append((fingerprint.line, matcher))
  }

  private mutating func verify(
    _ example: Fingerprint.Example, _ fingerprint: Fingerprint, _ matcher: PatternMatcher
  ) {
    var text = example.text
    if let name = example.filename {
      guard let bytes = read(name) else {
        return fail(example.line, "the example's file \(name) can't be read")
      }
      text = bytes
    }
    let match = text.withSlice { matched($0, fingerprint, matcher) }
    guard let match else { return fail(example.line, "the example is not matched") }
    if let nameless = match.unfilled.first {
      return fail(example.line, "\(nameless) names what has no value here")
    }
    var fields: [String: String] = ["service.protocol": database.protocolName ?? ""]
    for field in match.fields() { fields[field.name] = field.value }
    for expected in example.expected where fields[expected.name] != expected.value {
      let found = fields[expected.name].map { "\"\($0)\"" } ?? "nothing"
      return fail(example.line, "\(expected.name) is \(found), not \"\(expected.value)\"")
    }
    examplesVerified += 1
    let first = text.withSlice { text in
      earlier.indices.first { earlier[$0].matcher.match(text) == .matched }
    }
    if let first {
      warn(example.line, "the fingerprint of line \(earlier[first].line) comes first and matches")
    }
  }

  private func matched(
    _ text: ByteSlice, _ fingerprint: Fingerprint, _ matcher: PatternMatcher
  ) -> FingerprintMatch? {
    var matcher = matcher
    guard matcher.match(text) == .matched else { return nil }
    return FingerprintMatch(database.name, fingerprint, matcher)
  }

  private mutating func fail(_ line: Int, _ text: String) {
    findings.append(.init(gravity: .failure, line: line, text: text))
  }

  private mutating func warn(_ line: Int, _ text: String) {
    findings.append(.init(gravity: .warning, line: line, text: text))
  }
}
