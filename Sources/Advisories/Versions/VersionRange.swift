import Records

/// Versions from one to another, either of which may be open.
public struct VersionRange: Equatable, Sendable {
  public var from: String?
  public var fromExcluded: String?
  public var to: String?
  public var toExcluded: String?
  public var exact: String?

  public init(
    from: String? = nil, fromExcluded: String? = nil, to: String? = nil,
    toExcluded: String? = nil, exact: String? = nil
  ) {
    self.from = from
    self.fromExcluded = fromExcluded
    self.to = to
    self.toExcluded = toExcluded
    self.exact = exact
  }

  init(_ json: JSONValue) {
    self.init(
      from: json["from"].text, fromExcluded: json["from_excluded"].text, to: json["to"].text,
      toExcluded: json["to_excluded"].text, exact: json["exact"].text)
  }

  /// Writes its ends as fields of the object that is being written.
  func write(to json: inout JSONWriter) {
    for (name, end) in [
      ("from", from), ("from_excluded", fromExcluded), ("to", to), ("to_excluded", toExcluded),
      ("exact", exact),
    ] where end != nil {
      json.field(named: name, .text(end ?? ""))
    }
  }

  /// Whether a version is in the range; nil where that can't be told.
  public func contains(_ text: String, namesBeta: Bool = false) -> Bool? {
    let version = ProductVersion(text, namesBeta: namesBeta)
    guard version.isKnown else { return nil }
    func end(_ text: String) -> ProductVersion { ProductVersion(text, namesBeta: namesBeta) }
    if [from, fromExcluded, to, toExcluded].compactMap({ $0 }).contains(
      where: { version.isUnclear(beside: end($0)) || version.isLessExact(than: end($0)) })
    {
      return nil
    }
    if let exact { return version == end(exact) }
    if let from, version < end(from) { return false }
    if let fromExcluded, version <= end(fromExcluded) { return false }
    if let to, end(to) < version { return false }
    if let toExcluded, end(toExcluded) <= version { return false }
    return true
  }

  /// The range in words: `1.3.2rc3 to before 1.3.3c`.
  public var words: String {
    if let exact { return exact }
    let low = from ?? fromExcluded.map { "after \($0)" }
    let high = toExcluded.map { "before \($0)" } ?? to.map { "up to \($0)" }
    return [low.map { "from \($0)" }, high].compactMap { $0 }.joined(separator: " ")
  }
}
