import Bytes

/// A CPE 2.3 name (NISTIR 7695): what a product is called in vulnerability databases.
///
/// Components are kept as a formatted string has them, that is, escaped; `*` is any value and `-`
/// is none.
public struct CPEName: Hashable, Sendable {
  /// What kind of thing is named.
  public enum Part: String, Sendable {
    case application = "a"
    case hardware = "h"
    case operatingSystem = "o"
  }

  /// What kind of thing is named.
  public let part: Part
  /// Who makes it, escaped.
  public let vendor: String
  /// What it is called, escaped.
  public let product: String
  /// Escaped; `*` is any, `-` none.
  public var version: String
  /// Escaped, as `p1` or `rc2`; `*` is any, `-` none.
  public var update: String
  /// The other six: edition, language, software edition, target software, target hardware, other.
  public let rest: [String]

  /// The system, or other software, that the product is for.
  public var targetSoftware: String { rest[3] }

  /// The most bytes of a name.
  public static let bytesMaximum = 1024

  init(_ part: Part, vendor: String, product: String, version: String, update: String) {
    self.part = part
    self.vendor = vendor
    self.product = product
    self.version = version
    self.update = update
    rest = Array(repeating: "*", count: 6)
  }

  /// Reads a formatted string (`cpe:2.3:a:…`) or a URI (`cpe:/a:…`), which may leave out what
  /// stands at the end; nil where it is neither. What should be escaped and is not, as a blank that
  /// a fingerprint filled in, is escaped.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.bytesMaximum else { return nil }
    let isURI = text.hasPrefix("cpe:/")
    guard isURI || text.hasPrefix("cpe:2.3:") else { return nil }
    var components = Self.components(text.dropFirst(isURI ? 5 : 8))
    components = components.map { isURI ? Self.unescapedURI($0) : Self.quoted($0) }
    guard components.count >= 3, components.count <= 11, let part = Part(rawValue: components[0])
    else { return nil }
    components = components.map { $0.isEmpty ? "*" : $0.lowercased() }
    components += Array(repeating: "*", count: 11 - components.count)
    guard components[1] != "*", components[2] != "*" else { return nil }
    self.part = part
    vendor = components[1]
    product = components[2]
    version = components[3]
    update = components[4]
    rest = Array(components[5...])
  }

  /// The formatted string, of thirteen parts.
  public var text: String {
    (["cpe", "2.3", part.rawValue, vendor, product, version, update] + rest).joined(
      separator: ":")
  }

  /// A value as a component of a formatted string: lower case, blanks as `_`, punctuation escaped.
  public static func escaped(_ value: some StringProtocol) -> String {
    let text = value.unicodeScalars.map { escaped($0) }.joined()
    return text == "-" || text.isEmpty ? "*" : text
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "0"..."9", "_", ".", "-": String(scalar)
    case "A"..."Z": String(scalar).lowercased()
    case " ", "\t": "_"
    case _ where scalar.value < 0x20 || scalar.value > 0x7e: "?"
    default: "\\\(scalar)"
    }
  }

  /// Splits at colons that no backslash escapes.
  private static func components(_ text: Substring) -> [String] {
    var components = [""]
    var isEscaped = false
    for character in text {
      if character == ":", !isEscaped {
        components.append("")
      } else {
        components[components.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return components
  }

  /// A formatted string's component, with what no backslash escapes escaped.
  private static func quoted(_ component: String) -> String {
    let isPlain = component.utf8.allSatisfy {
      $0.isLetterOrDigit || "._-*?\\".utf8.contains($0)
    }
    if isPlain { return component }
    var text = ""
    var isEscaped = false
    for scalar in component.unicodeScalars {
      let isKept = isEscaped || "*?\\".unicodeScalars.contains(scalar)
      text += isKept ? String(scalar) : escaped(scalar)
      isEscaped = scalar == "\\" && !isEscaped
    }
    return text
  }

  /// A URI's component, with its percent escapes undone, as one of a formatted string.
  private static func unescapedURI(_ component: String) -> String {
    guard component != "-", component != "*", !component.isEmpty else { return component }
    var plain = ""
    var rest = component.replacing("\\", with: "")[...]
    while let first = rest.popFirst() {
      let digits = Array(rest.utf8.prefix(2))
      if first == "%", digits.count == 2, let code = digits.withSlice({ $0.hexadecimalInteger }) {
        plain.unicodeScalars.append(Unicode.Scalar(UInt8(code)))
        rest = rest.dropFirst(2)
      } else {
        plain.append(first)
      }
    }
    return escaped(plain)
  }
}
