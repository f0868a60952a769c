import Bytes
import Patterns

/// A fingerprint that matched, with what its groups took.
public struct FingerprintMatch: Sendable {
  /// The database's name.
  public let database: String
  public let fingerprint: Fingerprint
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
  public func fields() -> [(name: String, value: String)] {
    let values = values
    return fingerprint.parameters.compactMap { parameter in
      guard !parameter.name.hasPrefix("_tmp.") else { return nil }
      return value(of: parameter, values).map { (parameter.name, $0) }
    }
  }

  /// Constants that name what has no value, which Recog takes for an error of the database.
  var unfilled: [String] {
    let values = values
    return fingerprint.parameters.filter {
      $0.position == 0 && value(of: $0, values) == nil
    }.map(\.name)
  }

  /// What needs no other parameter.
  private var values: [String: String] {
    var values: [String: String] = [:]
    for parameter in fingerprint.parameters {
      if parameter.position == 0 {
        if Interpolation.names(in: parameter.value).isEmpty {
          values[parameter.name] = parameter.value
        }
      } else if let group = groups[parameter.position] {
        values[parameter.name] = group.withSlice { $0.escapedText }
      }
    }
    return values
  }

  private func value(of parameter: Fingerprint.Parameter, _ values: [String: String]) -> String? {
    if let value = values[parameter.name] { return value }
    return parameter.position == 0 ? Interpolation.filled(parameter) { values[$0] } : nil
  }
}
