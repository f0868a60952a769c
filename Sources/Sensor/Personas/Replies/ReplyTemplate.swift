import Bytes

/// A reply with places to fill in, read once and said many times.
struct ReplyTemplate: Equatable, Sendable {
  /// What can be wrong with a reply's text.
  enum Failure: Error, Equatable, Sendable {
    /// It begins with no code of three digits and a space or hyphen.
    case noCode
    /// Its last line has not the code of the first, followed by a space (RFC 959 §4.2).
    case noEnd
    /// It is longer than this many bytes.
    case tooLong(maximum: Int)
    /// Names in braces that stand for nothing.
    case unknownField(String)
  }

  /// Longest text.
  static let bytesMaximum = 16_384

  enum Piece: Equatable, Sendable {
    case bytes([UInt8])
    case field(ReplyField)
    /// The path between quotation marks.
    case quotedPath
  }

  /// The code of the last line; nil where nothing is said at all.
  let code: Int?
  let pieces: [Piece]

  /// Says nothing.
  static let silence = ReplyTemplate(code: nil, pieces: [])

  private init(code: Int?, pieces: [Piece]) {
    self.code = code
    self.pieces = pieces
  }

  /// Reads a reply of one line or several, with line ends of any kind between them and one, or
  /// none, at its end; an empty text says nothing. `isOpening`: more lines follow, so that the last
  /// one may have a hyphen.
  init(_ text: String, isOpening: Bool = false) throws(Failure) {
    guard text.utf8.count <= Self.bytesMaximum else {
      throw .tooLong(maximum: Self.bytesMaximum)
    }
    guard !text.isEmpty else {
      self = .silence
      return
    }
    let lines = Self.lines(text)
    code = try Self.code(of: lines, isOpening)
    pieces = try Self.pieces(of: lines)
  }

  /// Appends the reply, lines ended by CR LF.
  func append(_ values: ReplyValues, to bytes: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .bytes(let part): bytes += part
      case .field(let field): values.append(field, to: &bytes)
      case .quotedPath: values.appendQuotedPath(to: &bytes)
      }
    }
  }

  // MARK: Reading

  private static func lines(_ text: String) -> [Substring] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func code(
    of lines: [Substring], _ isOpening: Bool
  ) throws(Failure) -> Int {
    guard let first = lines.first?.utf8, let last = lines.last?.utf8, first.count >= 3,
      first.prefix(3).allSatisfy(\.isDigit), let code = Int(lines[0].prefix(3))
    else { throw .noCode }
    let mark = first.dropFirst(3).first
    if isOpening, mark == 0x2D { return code }
    if lines.count == 1 {
      guard mark == nil || mark == 0x20 else { throw mark == 0x2D ? .noEnd : .noCode }
      return code
    }
    guard mark == 0x2D else { throw .noCode }
    guard last.prefix(3).elementsEqual(first.prefix(3)),
      [nil, 0x20].contains(last.dropFirst(3).first)
    else { throw .noEnd }
    return code
  }

  private static func pieces(of lines: [Substring]) throws(Failure) -> [Piece] {
    var pieces: [Piece] = []
    var bytes: [UInt8] = []
    for line in lines {
      var rest = line
      while let open = rest.firstIndex(of: "{"),
        let close = rest[open...].firstIndex(of: "}")
      {
        let name = String(rest[rest.index(after: open)..<close])
        guard let field = ReplyField(rawValue: name) else { throw .unknownField(name) }
        bytes += rest[..<open].utf8
        if !bytes.isEmpty { pieces.append(.bytes(bytes)) }
        bytes = []
        let isQuoted = field == .path && rest[..<open].last == "\""
        pieces.append(isQuoted ? .quotedPath : .field(field))
        rest = rest[rest.index(after: close)...]
      }
      bytes += rest.utf8
      bytes += [0x0D, 0x0A]
    }
    pieces.append(.bytes(bytes))
    return pieces
  }
}
