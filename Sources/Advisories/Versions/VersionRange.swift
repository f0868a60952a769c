import Records

/// Versions from one to another, either of which may be open.
struct VersionRange: Equatable, Sendable {
  /// The first version that is in it; nil: open, or `fromExcluded`.
  var from: String?
  /// The version behind which it begins.
  var fromExcluded: String?
  /// The last version that is in it; nil: open, or `toExcluded`.
  var to: String?
  /// The version before which it ends.
  var toExcluded: String?
  /// The only version that is in it; nil: the others say.
  var exact: String?
  /// CPE's `vendor:product` whose versions these are; nil: each that the advisory is of.
  var product: String?

  init(
    from: String? = nil, fromExcluded: String? = nil, to: String? = nil,
    toExcluded: String? = nil, exact: String? = nil, product: String? = nil
  ) {
    self.from = from
    self.fromExcluded = fromExcluded
    self.to = to
    self.toExcluded = toExcluded
    self.exact = exact
    self.product = product
  }

  init(_ json: JSONValue) {
    self.init(
      from: json["from"].text, fromExcluded: json["from_excluded"].text, to: json["to"].text,
      toExcluded: json["to_excluded"].text, exact: json["exact"].text,
      product: json["product"].text)
  }

  /// Whether any version may be in it.
  var isUnbounded: Bool { ends.isEmpty }

  /// Writes its ends as fields of the object that is being written.
  func write(to json: inout JSONWriter) {
    for (name, end) in [
      ("from", from), ("from_excluded", fromExcluded), ("to", to), ("to_excluded", toExcluded),
      ("exact", exact), ("product", product),
    ] where end != nil {
      json.field(named: name, .text(end ?? ""))
    }
  }

  /// Whether a version is in the range; nil where that can't be told.
  func contains(_ text: String, namesBeta: Bool = false) -> Bool? {
    let version = ProductVersion(text, namesBeta: namesBeta)
    guard version.isKnown, !isUnbounded else { return nil }
    var isSure = true
    for (end, isIn) in ends {
      let other = ProductVersion(end, namesBeta: namesBeta)
      let holds = isIn(version, other)
      if holds == false { return false }
      if holds == nil { isSure = false }
    }
    return isSure ? true : nil
  }

  private typealias Question = (_ version: ProductVersion, _ end: ProductVersion) -> Bool?

  /// What a version has to be beside each end; nil where that can't be told.
  private var ends: [(end: String, isIn: Question)] {
    var ends: [(end: String, isIn: Question)] = []
    func add(_ end: String?, _ isIn: @escaping Question) {
      if let end { ends.append((end, isIn)) }
    }
    // A build of the release that a range goes up to may be newer than what was meant.
    add(exact) { Self.isUnclear($0, $1) || $1.isRelease(of: $0) ? nil : $0 == $1 }
    add(from) { $0 == $1 ? true : Self.isUnclear($0, $1) ? nil : $0 > $1 }
    add(fromExcluded) { Self.isUnclear($0, $1) || $1.isRelease(of: $0) ? nil : $0 > $1 }
    add(to) { Self.isUnclear($0, $1) || $1.isRelease(of: $0) ? nil : $0 <= $1 }
    add(toExcluded) { $0 == $1 ? false : Self.isUnclear($0, $1) ? nil : $0 < $1 }
    return ends
  }

  private static func isUnclear(_ version: ProductVersion, _ end: ProductVersion) -> Bool {
    version.isUnclear(beside: end) || version.isLessExact(than: end)
  }

  /// The range in words: `from 1.3.2rc3 before 1.3.3c`.
  var words: String {
    if let exact { return exact }
    if isUnbounded { return "any version" }
    let low = from.map { "from \($0)" } ?? fromExcluded.map { "after \($0)" }
    let high = toExcluded.map { "before \($0)" } ?? to.map { "up to \($0)" }
    return [low, high].compactMap { $0 }.joined(separator: " ")
  }
}
