import Bytes
import Yams

/// What was refused in a YAML file: where, what, and how to mend it.
public struct YAMLFailure: Error, Equatable, Sendable, CustomStringConvertible {
  public let path: String
  /// The key, with those that it is under, `tls.lowest`; nil where the file as a whole is refused.
  public let key: String?
  public let line: Int?
  public let reason: String

  public var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return key.map { "\(place): `\($0)` \(reason)" } ?? "\(place): \(reason)"
  }
}

/// A key of a YAML file and what stands under it.
struct YAMLEntry {
  /// The file, for errors.
  let path: String
  /// With those that it is under, `tls.lowest`.
  let fullKey: String
  let key: String
  let line: Int?
  private let node: Node

  /// Bytes of a file.
  static let bytesMaximum = 1 << 20

  /// The entries of a file, which has to be a mapping.
  static func all(of yaml: String, path: String) throws(YAMLFailure) -> [YAMLEntry] {
    func failure(_ reason: String) -> YAMLFailure {
      YAMLFailure(path: path, key: nil, line: nil, reason: reason)
    }
    guard yaml.utf8.count <= bytesMaximum else {
      throw failure("has more than \(bytesMaximum) bytes")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
      throw failure("is no YAML: \(words)")
    }
    guard let mapping = root?.mapping else {
      throw failure("has no keys: write `key: value` lines")
    }
    return try entries(of: mapping, path: path, under: "")
  }

  private static func entries(
    of mapping: Node.Mapping, path: String, under prefix: String
  ) throws(YAMLFailure) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    for (key, node) in mapping {
      let name = key.string ?? "?"
      entries.append(
        YAMLEntry(
          path: path, fullKey: prefix + name, key: name, line: key.mark?.line, node: node))
    }
    return entries
  }

  func failure(_ reason: String) -> YAMLFailure {
    YAMLFailure(path: path, key: fullKey, line: line, reason: reason)
  }

  /// Whether nothing stands there: `key:` or `key: ~`.
  var isNull: Bool { node.null != nil }

  /// A text, which may be empty.
  func text() throws(YAMLFailure) -> String {
    guard let text = node.scalar?.string else { throw failure("wants a text") }
    return text
  }

  /// Words, in one text or in a list.
  func words() throws(YAMLFailure) -> [String] {
    if isNull { return [] }
    guard let list = node.sequence else {
      return try text().split(whereSeparator: \.isWhitespace).map(String.init)
    }
    let texts = list.compactMap { $0.scalar?.string }
    guard texts.count == list.count else { throw failure("wants words or a list of them") }
    return texts
  }

  /// Lines of a text, or a list's entries.
  func lines() throws(YAMLFailure) -> [String] {
    if isNull { return [] }
    if node.sequence != nil { return try words() }
    return try text().split(whereSeparator: \.isNewline).map(String.init)
  }

  func flag() throws(YAMLFailure) -> Bool {
    switch node.scalar?.string.lowercased() {
    case "yes", "true", "on": true
    case "no", "false", "off": false
    default: throw failure("wants yes or no")
    }
  }

  func integer(_ range: ClosedRange<Int>) throws(YAMLFailure) -> Int {
    guard let number = (node.scalar?.string).flatMap({ Int($0) }), range.contains(number) else {
      throw failure("wants a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of a few words.
  func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) throws(YAMLFailure) -> Choice {
    guard let choice = Choice(rawValue: try text()) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("wants one of \(names)")
    }
    return choice
  }

  /// The entries of a mapping; none where nothing stands there.
  func entries() throws(YAMLFailure) -> [YAMLEntry] {
    if isNull { return [] }
    guard let mapping = node.mapping else { throw failure("wants lines `key: value` under it") }
    return try Self.entries(of: mapping, path: path, under: fullKey + ".")
  }

  /// What to say of a key that means nothing here.
  func unknown(_ known: [String]) -> YAMLFailure {
    let hint = key.nearest(of: known).map { "did you mean `\($0)`?" }
    return failure("means nothing: \(hint ?? "use one of \(known.joined(separator: ", "))")")
  }
}
