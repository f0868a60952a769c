import Bytes

/// A fingerprint that matched, with what its groups took.
public struct FingerprintMatch: Sendable {
  /// The database's name.
  public let database: String
  public let fingerprint: Fingerprint
  /// By the number of the group, the whole match being 0; nil where a group took no part.
  let groups: [[UInt8]?]

  /// What the match says, as Recog has it: groups' values, then constants with their names filled
  /// in. A constant that names what has no value is left out, and so is what is only for passing
  /// on (`_tmp.`).
  public func fields() -> [(name: String, value: String)] {
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
    return fingerprint.parameters.compactMap { parameter in
      guard !parameter.name.hasPrefix("_tmp.") else { return nil }
      let value =
        values[parameter.name]
        ?? (parameter.position == 0 ? Interpolation.filled(parameter) { values[$0] } : nil)
      return value.map { (parameter.name, $0) }
    }
  }
}
