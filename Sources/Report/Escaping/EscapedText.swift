/// A text that others chose (a name, a path, a banner), made safe to look at: what acts on a
/// terminal, reorders a line, takes no room or hides is shown as `\x1B` or `\u{202E}`.
///
/// Backslashes stay as they are, since `DOMAIN\user` is an everyday name: what is shown tells no
/// difference between an escape and the same characters typed.
public struct EscapedText: Equatable, Sendable {
  /// A piece that is shown whole or not at all, and the columns it takes.
  struct Piece: Equatable, Sendable {
    var text: String
    var width: Int
  }

  private(set) var pieces: [Piece] = []

  /// How many columns of a terminal the text takes.
  public private(set) var width = 0

  /// More marks than this on one letter would climb into the lines above.
  private static let marksMaximum = 4

  /// Escapes a text.
  public init(_ raw: some StringProtocol) {
    var marks = Self.marksMaximum
    for scalar in raw.unicodeScalars {
      if scalar.isPlainASCII {
        append(String(scalar), width: 1)
        marks = 0
      } else if scalar.isMark, !scalar.properties.isDefaultIgnorableCodePoint {
        guard marks < Self.marksMaximum, !pieces.isEmpty else {
          append(scalar.escape)
          continue
        }
        marks += 1
        pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
      } else if scalar.isHidden {
        append(scalar.escape)
        marks = Self.marksMaximum
      } else {
        append(String(scalar), width: scalar.columns)
        marks = 0
      }
    }
  }

  /// Escapes a name, and says so where there is none or it is empty.
  init(name: String?) {
    self.init(name.map { $0.isEmpty ? "(empty)" : $0 } ?? "(not in the log)")
  }

  /// The text as it is shown.
  public var text: String { pieces.map(\.text).joined() }

  /// The text in at most so many columns; `…` stands for what was cut off.
  func truncated(to columns: Int) -> String {
    guard width > columns else { return text }
    guard columns > 0 else { return "" }
    var shown = ""
    var room = columns - 1
    for piece in pieces {
      guard piece.width <= room else { break }
      room -= piece.width
      shown += piece.text
    }
    return shown + "…"
  }

  /// The end of the text in at most so many columns; `…` stands for what was cut off before it.
  func truncatedAtStart(to columns: Int) -> String {
    guard width > columns else { return text }
    guard columns > 0 else { return "" }
    var room = columns - 1
    var shown: [String] = []
    for piece in pieces.reversed() {
      guard piece.width <= room else { break }
      room -= piece.width
      shown.append(piece.text)
    }
    return "…" + shown.reversed().joined()
  }

  /// The beginning and the end of the text in at most so many columns; `…` stands for what was cut
  /// out: what tells one name from another may be at either.
  func truncatedInMiddle(to columns: Int) -> String {
    guard width > columns else { return text }
    guard columns > 0 else { return "" }
    var room = columns - 1
    let end = truncatedAtStart(to: room / 2 + 1).dropFirst()
    room -= EscapedText(end).width
    return truncated(to: room + 1) + end
  }

  private mutating func append(_ escape: String) { append(escape, width: escape.utf8.count) }

  private mutating func append(_ text: String, width: Int) {
    pieces.append(Piece(text: text, width: width))
    self.width += width
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainASCII: Bool { (0x20...0x7E).contains(value) }

  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether the scalar is seen as nothing, or as something that depends on the font or the
  /// terminal: controls, formats (bidi overrides, zero-width), foreign spaces, private use.
  fileprivate var isHidden: Bool {
    if properties.isDefaultIgnorableCodePoint || value == 0x2800 { return true }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: return true
    case .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
    default: return false
    }
  }

  fileprivate var escape: String {
    let digits = String(value, radix: 16, uppercase: true)
    return value < 0x80 ? "\\x" + (value < 16 ? "0" : "") + digits : "\\u{\(digits)}"
  }
}
