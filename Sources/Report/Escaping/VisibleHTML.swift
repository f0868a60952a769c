import Mustache

/// How values go into a page: hidden characters made visible, then markup escaped.
///
/// Mustache's own escaping goes by `Character`, and lets `<` pass where a scalar that binds to
/// the next one stands before it (U+0D4E and its like); this one goes by scalars. Both quotes are
/// escaped, so that a value is safe in an attribute too.
struct VisibleHTML: MustacheContentType {
  /// The name by which the template chooses it: `{{% CONTENT_TYPE: VISIBLE_HTML }}`.
  static let name = "VISIBLE_HTML"

  func escapeText(_ text: String) -> String {
    var html = ""
    for scalar in EscapedText(text).text.unicodeScalars {
      switch scalar {
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "&": html += "&amp;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html
  }
}
