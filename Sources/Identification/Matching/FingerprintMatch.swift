import Bytes
import Patterns

/// A fingerprint that matched, with what its groups took.
package struct FingerprintMatch: Sendable {
  /// The database's name.
  package let database: String
  /// Which one matched.
  package let fingerprint: Fingerprint
  /// By the number of the group, the whole match being 0; nil where a group took no part.
  let groups: [[UInt8]?]

  /// What a pattern has just matched.
  init(_ database: String, _ fingerprint: Fingerprint, _ matcher: PatternMatcher) {
    self.database = database
    self.fingerprint = fingerprint
    groups = (0...matcher.pattern.groupCount).map { number in
      matcher.group(number).map { Array($0.buffer) }
    }
  }

  /// What the match says, as Recog has it: groups' values, then constants with their names filled
  /// in. A constant that names what has no value is left out, and so is what is only for passing
  /// on (`_tmp.`).
  package func fields() -> [(name: String, value: String)] {
    fingerprint.parameters.compactMap { parameter in
      guard !parameter.name.hasPrefix("_tmp.") else { return nil }
      return value(of: parameter).map { (parameter.name, $0) }
    }
  }

  /// Constants that name what has no value, which Recog takes for an error of the database.
  var unfilled: [String] {
    fingerprint.parameters.filter { $0.position == 0 && value(of: $0) == nil }.map(\.name)
  }

  /// A constant's names may be constants with names: loading refuses those that lead in a circle.
  private func value(of parameter: Fingerprint.Parameter) -> String? {
    guard parameter.position == 0 else {
      return groups[parameter.position]?.withSlice { $0.escapedText }
    }
    return Interpolation.filled(parameter) { name in
      fingerprint.parameters.first { $0.name == name }.flatMap { value(of: $0) }
    }
  }
}
