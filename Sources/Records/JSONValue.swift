import Bytes

/// A JSON text (RFC 8259) as a tree: a record that is read back, of any shape.
///
/// Limits: 16 levels deep, 65,536 values where the reader allows no more. What is cut off, is no
/// JSON or breaks a limit is refused whole. Of two fields with one name the first counts, as in
/// `JSONFields`.
public enum JSONValue: Equatable, Sendable {
  case null
  case truth(Bool)
  /// As it is written: what reads it knows whether it wants a whole one.
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([Field])

  /// A member of an object.
  public struct Field: Equatable, Sendable {
    /// Its name, unescaped.
    public var name: String
    /// What it holds.
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  private static let depthMaximum = 16
  /// The most values of a text, where nothing else is said.
  public static let valuesMaximum = 65_536

  /// Reads all of a line; nil where it is not one JSON text, or has more values than allowed.
  public init?(_ line: ByteSlice, valuesMaximum: Int = Self.valuesMaximum) {
    var tokens = JSONTokens(line)
    var left = valuesMaximum
    guard let value = Self.read(&tokens, tokens.next(), depth: 0, left: &left),
      tokens.next() == .end
    else { return nil }
    self = value
  }

  /// A field of an object; null where there is none.
  public subscript(name: String) -> JSONValue {
    guard case .object(let fields) = self else { return .null }
    return fields.first { $0.name == name }?.value ?? .null
  }

  /// The text; nil where this is none.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The whole number; nil where this is none.
  public var integer: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }

  /// The number; nil where this is none.
  public var double: Double? {
    if case .number(let digits) = self { Double(digits) } else { nil }
  }

  /// The truth; nil where this is none.
  public var truth: Bool? {
    if case .truth(let truth) = self { truth } else { nil }
  }

  /// The moment in RFC 3339; nil where this is none.
  public var time: Timestamp? { text.flatMap { Timestamp(rfc3339: $0) } }

  /// The elements; nil where this is no list.
  public var list: [JSONValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// The texts of a list, whatever else it has; nil where this is no list.
  public var texts: [String]? { list?.compactMap(\.text) }

  /// The fields; none where this is no object.
  public var fields: [Field] {
    if case .object(let fields) = self { fields } else { [] }
  }

  /// The fields of an object but for those of some names.
  func fields(but names: Set<String>) -> [Field] { fields.filter { !names.contains($0.name) } }

  /// The names of the fields of an object as it is written.
  static func fieldNames(_ write: (inout JSONWriter) -> Void) -> Set<String> {
    var json = JSONWriter()
    write(&json)
    return Set(json.bytes.withSlice { JSONValue($0)?.fields.map(\.name) } ?? [])
  }

  private static func read(
    _ tokens: inout JSONTokens, _ token: JSONTokens.Token, depth: Int, left: inout Int
  ) -> JSONValue? {
    left -= 1
    guard left >= 0, depth <= depthMaximum else { return nil }
    switch token {
    case .text(let text, let isEscaped): return .text(string(text, isEscaped))
    case .word(let word):
      switch JSONTokens.kind(of: word) {
      case .null: return .null
      case .truth: return .truth(word.first == 0x74)
      case .number: return .number(word.text)
      default: return nil
      }
    case .open(0x7B): return object(&tokens, depth: depth, left: &left)
    case .open: return list(&tokens, depth: depth, left: &left)
    default: return nil
    }
  }

  private static func object(
    _ tokens: inout JSONTokens, depth: Int, left: inout Int
  ) -> JSONValue? {
    var fields: [Field] = []
    var token = tokens.next()
    if token == .close(0x7D) { return .object([]) }
    while true {
      guard case .text(let name, let isEscaped) = token, tokens.next() == .colon,
        let value = read(&tokens, tokens.next(), depth: depth + 1, left: &left)
      else { return nil }
      fields.append(Field(string(name, isEscaped), value))
      switch tokens.next() {
      case .comma: token = tokens.next()
      case .close(0x7D): return .object(fields)
      default: return nil
      }
    }
  }

  private static func list(_ tokens: inout JSONTokens, depth: Int, left: inout Int) -> JSONValue? {
    var elements: [JSONValue] = []
    var token = tokens.next()
    if token == .close(0x5D) { return .list([]) }
    while true {
      guard let value = read(&tokens, token, depth: depth + 1, left: &left) else { return nil }
      elements.append(value)
      switch tokens.next() {
      case .comma: token = tokens.next()
      case .close(0x5D): return .list(elements)
      default: return nil
      }
    }
  }

  private static func string(_ text: ByteSlice, _ isEscaped: Bool) -> String {
    isEscaped ? JSONTokens.unescape(text).escapedText : text.escapedText
  }
}
