/// A text as a cell of a CSV file (RFC 4180) that a spreadsheet takes for a text: what would begin
/// a formula gets a `'` before it, and what a terminal would act on is shown escaped.
struct CSVCell {
  let text: String

  init(_ raw: String) {
    let shown = EscapedText(raw).text
    let safe = Self.neutralised(shown, beginsFormula: Self.beginsFormula(raw.unicodeScalars[...]))
    let needsQuotes = safe.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == ";" }
    text = needsQuotes ? "\"" + Self.doublingQuotes(safe) + "\"" : safe
  }

  init(_ number: Int) { text = String(number) }

  /// A row, ended by CRLF.
  static func row(_ cells: [CSVCell]) -> String {
    cells.map(\.text).joined(separator: ",") + "\r\n"
  }

  /// A row of texts, ended by CRLF.
  static func row(_ texts: [String]) -> String { row(texts.map { CSVCell($0) }) }

  /// Puts a `'` before a formula, also after each `;`: where that is the separator of the
  /// reader's country, what follows begins a cell of its own.
  private static func neutralised(_ text: String, beginsFormula: Bool) -> String {
    var safe = beginsFormula ? "'" : ""
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      safe.unicodeScalars.append(scalars[index])
      let next = scalars.index(after: index)
      if scalars[index] == ";", Self.beginsFormula(scalars[next...]) { safe += "'" }
    }
    return safe
  }

  /// OWASP, "CSV Injection": these begin a formula, the full-width forms in Japanese locales.
  private static func beginsFormula(_ scalars: Substring.UnicodeScalarView) -> Bool {
    for scalar in scalars {
      switch scalar {
      case " ", "\"": continue
      case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
      default: return false
      }
    }
    return false
  }

  private static func doublingQuotes(_ text: String) -> String {
    var doubled = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { doubled += "\"" }
      doubled.unicodeScalars.append(scalar)
    }
    return doubled
  }
}
