import Records

/// Who mended a vulnerability in a version and kept its number, so that a greeting does not tell
/// whether it is there: a distribution, or a maker whose updates have no number.
public struct MendInPlace: Equatable, Sendable {
  /// Who: `Red Hat`.
  var maker: String
  /// The versions; unbounded where it is any that has the vulnerability.
  var range: VersionRange

  /// Nil where the JSON does not say who.
  init?(_ json: JSONValue) {
    guard let maker = json["by"].text else { return nil }
    self.maker = maker
    range = VersionRange(json)
  }

  /// Whether a version that has the vulnerability by its number may be without it.
  func mayConcern(_ version: String) -> Bool {
    range.isUnbounded || range.contains(version) != false
  }

  /// In words: `Red Hat: 2.2.2`.
  public var words: String { "\(maker): \(range.words)" }

  /// Writes it as an object, as `advisories.json` has it.
  func write(to writer: inout JSONWriter) {
    writer.object { json in
      json.field("by", maker)
      range.write(to: &json)
    }
  }
}
