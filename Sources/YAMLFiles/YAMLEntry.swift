import Bytes
import Yams

/// A key of a YAML file and what stands under it.
public struct YAMLEntry {
  /// The file, for errors.
  public let path: String
  /// With those that it is under, `tls.lowest`.
  let fullKey: String
  /// As it is written.
  public let key: String
  /// The line that it stands on, from 1; nil where that is not known.
  public let line: Int?
  private let node: Node

  /// Bytes of a file.
  private static let bytesMaximum = 1 << 20

  /// The entries of a file of at most 1 MiB, which has to be a mapping; `path` names it in errors.
  public static func all(of yaml: String, path: String) throws(YAMLFailure) -> [YAMLEntry] {
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

  /// What is wrong with it.
  public func failure(_ reason: String) -> YAMLFailure {
    YAMLFailure(path: path, key: fullKey, line: line, reason: reason)
  }

  /// Whether nothing stands there: `key:` or `key: ~`.
  public var isNull: Bool { node.null != nil }

  /// A text, which may be empty.
  public func text() throws(YAMLFailure) -> String {
    guard let text = node.scalar?.string else { throw failure("wants a text") }
    return text
  }

  /// A text or a list of them, none of which is empty.
  public func texts() throws(YAMLFailure) -> [String] {
    var texts: [String] = []
    if let list = node.sequence {
      texts = list.map { $0.scalar?.string ?? "" }
    } else {
      texts = [try text()]
    }
    guard !texts.isEmpty, !texts.contains("") else {
      throw failure("wants a text or a list of texts")
    }
    return texts
  }

  /// Words, in one text or in a list.
  public func words() throws(YAMLFailure) -> [String] {
    if isNull { return [] }
    guard let list = node.sequence else {
      return try text().split(whereSeparator: \.isWhitespace).map(String.init)
    }
    let texts = list.compactMap { $0.scalar?.string }
    guard texts.count == list.count else { throw failure("wants words or a list of them") }
    return texts
  }

  /// Lines of a text, or a list's entries.
  public func lines() throws(YAMLFailure) -> [String] {
    if isNull { return [] }
    if node.sequence != nil { return try words() }
    return try text().split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Yes or no, on or off.
  public func flag() throws(YAMLFailure) -> Bool {
    switch node.scalar?.string.lowercased() {
    case "yes", "true", "on": true
    case "no", "false", "off": false
    default: throw failure("wants yes or no")
    }
  }

  /// A number in a range.
  public func integer(_ range: ClosedRange<Int>) throws(YAMLFailure) -> Int {
    guard let number = (node.scalar?.string).flatMap({ Int($0) }), range.contains(number) else {
      throw failure("wants a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of a few words.
  public func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) throws(YAMLFailure) -> Choice {
    guard let choice = Choice(rawValue: try text()) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("wants one of \(names)")
    }
    return choice
  }

  /// The entries of a mapping; none where nothing stands there.
  public func entries() throws(YAMLFailure) -> [YAMLEntry] {
    if isNull { return [] }
    guard let mapping = node.mapping else { throw failure("wants lines `key: value` under it") }
    return try Self.entries(of: mapping, path: path, under: fullKey + ".")
  }

  /// What to say of a key that means nothing here.
  public func unknown(_ known: [String]) -> YAMLFailure {
    let hint = key.nearest(of: known).map { "did you mean `\($0)`?" }
    return failure("means nothing: \(hint ?? "use one of \(known.joined(separator: ", "))")")
  }
}
