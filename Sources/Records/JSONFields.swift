import Bytes

/// The fields of one JSON object (RFC 8259), found in one pass and without copying: a log line or
/// a record that somebody else wrote.
///
/// Limits: 16 levels deep, 1024 fields. What is no object, is cut off or breaks a limit is refused
/// whole. Elements of arrays are kept as fields of the array with an empty key.
public struct JSONFields: Sendable {
  /// What a field holds.
  public enum Kind: UInt8, Sendable {
    case text, number, truth, null, object, array
  }

  private struct Field {
    var key: ByteSlice
    var value: ByteSlice
    var parent: Int32
    var kind: Kind
    var isEscaped: Bool

    var raw: ByteSlice? { kind == .null ? nil : value }
    var integer: Int? { kind == .number || kind == .text ? value.integer : nil }

    func text(in arena: ByteArena) -> ByteSlice? {
      guard kind == .text else { return nil }
      return isEscaped ? arena.keep(JSONTokens.unescape(value)) : value
    }
  }

  private static let depthMaximum = 16
  private static let fieldsMaximum = 1024

  private var fields: ContiguousArray<Field> = []

  public init() {}

  /// Finds the fields of a line; false where it is not one JSON object.
  public mutating func read(_ line: ByteSlice) -> Bool {
    fields.removeAll(keepingCapacity: true)
    var scanner = JSONTokens(line)
    guard scanner.next() == .open(0x7B) else { return false }
    guard readObject(&scanner, parent: -1, depth: 1) else { return false }
    return scanner.next() == .end
  }

  /// The text of a field, unescaped; nil where it is not there, null, or not text. `arena` keeps
  /// what had to be unescaped.
  public func text(_ path: StaticString..., in arena: ByteArena) -> ByteSlice? {
    find(path)?.text(in: arena)
  }

  /// The bytes that an array has the numbers of; nil where the field is no such array.
  public func bytes(_ path: StaticString...) -> [UInt8]? {
    guard let array = index(of: path), fields[array].kind == .array else { return nil }
    var bytes: [UInt8] = []
    for field in fields.dropFirst(array + 1) where field.parent == Int32(array) {
      guard field.kind == .number, let byte = field.value.integer.flatMap(UInt8.init(exactly:))
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// A field's text as it stands in the line, escapes and all, whatever its kind: enough to
  /// compare with a literal or to read a number; nil where it is not there or null.
  public func raw(_ path: StaticString...) -> ByteSlice? {
    find(path)?.raw
  }

  /// A whole number, which may stand in quotes; nil where there is none.
  public func integer(_ path: StaticString...) -> Int? {
    find(path)?.integer
  }

  /// Whether a field is `true`; nil where it is neither true nor false.
  public func truth(_ path: StaticString...) -> Bool? {
    guard let field = find(path), field.kind == .truth else { return nil }
    return field.value.first == 0x74
  }

  /// Whether there is such a field.
  public func has(_ path: StaticString...) -> Bool { find(path) != nil }

  /// The fields of one of an array's objects.
  public struct Element {
    fileprivate let fields: JSONFields
    fileprivate let index: Int

    /// As `JSONFields.raw`, from this element on.
    public func raw(_ path: StaticString...) -> ByteSlice? {
      fields.find(path, in: index)?.raw
    }

    /// As `JSONFields.text`, from this element on.
    public func text(_ path: StaticString..., in arena: ByteArena) -> ByteSlice? {
      fields.find(path, in: index)?.text(in: arena)
    }

    /// As `JSONFields.integer`, from this element on.
    public func integer(_ path: StaticString...) -> Int? {
      fields.find(path, in: index)?.integer
    }

    /// The text of the field that a name without regard to case has, unescaped: `a.b` is the field
    /// `a.b` here, or `b` of the object `a`. Nil where there is none, or it is not text.
    public func text(named name: StaticString, in arena: ByteArena) -> ByteSlice? {
      fields.find(name.bytes, in: Int32(index))?.text(in: arena)
    }

    /// The text or number of such a field, as it stands in the line.
    public func raw(named name: StaticString) -> ByteSlice? {
      guard let field = fields.find(name.bytes, in: Int32(index)),
        field.kind == .text || field.kind == .number
      else { return nil }
      return field.value
    }
  }

  /// The object itself.
  public var whole: Element { Element(fields: self, index: -1) }

  /// An object among the fields; nil where there is none.
  public func object(_ path: StaticString...) -> Element? {
    guard let object = index(of: path), fields[object].kind == .object else { return nil }
    return Element(fields: self, index: object)
  }

  /// The objects in an array, in order; none where the field is no array.
  public func elements(_ path: StaticString...) -> [Element] {
    guard let array = index(of: path), fields[array].kind == .array else { return [] }
    return fields.indices.lazy
      .filter { fields[$0].parent == Int32(array) && fields[$0].kind == .object }
      .map { Element(fields: self, index: $0) }
  }

  private func find(_ path: [StaticString], in parent: Int = -1) -> Field? {
    index(of: path, in: parent).map { fields[$0] }
  }

  private func index(of path: [StaticString], in parent: Int = -1) -> Int? {
    var parent = Int32(parent)
    var found: Int?
    for key in path {
      found = fields.indices.first { fields[$0].parent == parent && fields[$0].key == key.bytes }
      guard let found else { return nil }
      parent = Int32(found)
    }
    return found
  }

  private func find(_ name: ByteSlice, in parent: Int32) -> Field? {
    if let field = fields.first(where: {
      $0.parent == parent && $0.key.equalsIgnoringCase(name)
    }) {
      return field
    }
    guard let dot = name.firstIndex(of: 0x2E),
      let object = fields.firstIndex(where: {
        $0.parent == parent && $0.kind == .object && $0.key.equalsIgnoringCase(name[0..<dot])
      })
    else { return nil }
    return find(name.dropFirst(dot + 1), in: Int32(object))
  }

  private mutating func readObject(
    _ scanner: inout JSONTokens, parent: Int32, depth: Int
  ) -> Bool {
    var token = scanner.next()
    if token == .close(0x7D) { return true }
    while true {
      guard case .text(let key, _) = token, scanner.next() == .colon else { return false }
      guard readValue(&scanner, scanner.next(), key: key, parent: parent, depth: depth) else {
        return false
      }
      switch scanner.next() {
      case .comma: token = scanner.next()
      case .close(0x7D): return true
      default: return false
      }
    }
  }

  private mutating func readArray(_ scanner: inout JSONTokens, parent: Int32, depth: Int) -> Bool {
    var token = scanner.next()
    if token == .close(0x5D) { return true }
    while true {
      guard readValue(&scanner, token, key: .empty, parent: parent, depth: depth) else {
        return false
      }
      switch scanner.next() {
      case .comma: token = scanner.next()
      case .close(0x5D): return true
      default: return false
      }
    }
  }

  private mutating func readValue(
    _ scanner: inout JSONTokens, _ token: JSONTokens.Token, key: ByteSlice, parent: Int32,
    depth: Int
  ) -> Bool {
    guard fields.count < Self.fieldsMaximum else { return false }
    let index = Int32(fields.count)
    var field = Field(key: key, value: .empty, parent: parent, kind: .null, isEscaped: false)
    switch token {
    case .text(let value, let isEscaped):
      field.kind = .text
      field.value = value
      field.isEscaped = isEscaped
    case .word(let value):
      guard let kind = JSONTokens.kind(of: value) else { return false }
      field.kind = kind
      field.value = value
    case .open where depth == Self.depthMaximum: return false
    case .open(0x7B):
      field.kind = .object
      fields.append(field)
      return readObject(&scanner, parent: index, depth: depth + 1)
    case .open:
      field.kind = .array
      fields.append(field)
      return readArray(&scanner, parent: index, depth: depth + 1)
    default: return false
    }
    fields.append(field)
    return true
  }
}
