/// A CPE 2.3 name (NISTIR 7695): what a product is called in vulnerability databases.
///
/// Components are kept as a formatted string has them, that is, escaped; `*` is any value and `-`
/// is none.
public struct CPEName: Hashable, Sendable {
  public enum Part: String, Sendable {
    case application = "a"
    case hardware = "h"
    case operatingSystem = "o"
  }

  public let part: Part
  public let vendor: String
  public let product: String
  public var version: String
  public var update: String
  /// The other six: edition, language, software edition, target software, target hardware, other.
  public let rest: [String]

  /// The most bytes of a name.
  public static let bytesMaximum = 1024

  public init(
    _ part: Part, vendor: String, product: String, version: String = "*", update: String = "*"
  ) {
    self.part = part
    self.vendor = vendor
    self.product = product
    self.version = version
    self.update = update
    rest = Array(repeating: "*", count: 6)
  }

  /// Reads a formatted string (`cpe:2.3:a:…`) or a URI (`cpe:/a:…`), which may leave out what
  /// stands at the end; nil where it is neither.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.bytesMaximum else { return nil }
    let isURI = text.hasPrefix("cpe:/")
    guard isURI || text.hasPrefix("cpe:2.3:") else { return nil }
    var components = Self.components(text.dropFirst(isURI ? 5 : 8))
    if isURI { components = components.map { Self.unescapedURI($0) } }
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
    var text = ""
    for scalar in value.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", "_", ".", "-": text.unicodeScalars.append(scalar)
      case " ", "\t": text += "_"
      case _ where scalar.value < 0x20 || scalar.value > 0x7e: text += "?"
      default: text += "\\\(scalar)"
      }
    }
    return text == "-" || text.isEmpty ? "*" : text
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

  /// A URI's component, with its percent escapes undone, as one of a formatted string.
  private static func unescapedURI(_ component: String) -> String {
    guard component != "-", component != "*", !component.isEmpty else { return component }
    var plain = ""
    var rest = component.replacing("\\", with: "")[...]
    while let first = rest.popFirst() {
      if first == "%", let code = UInt8(rest.prefix(2), radix: 16), rest.prefix(2).count == 2 {
        plain.unicodeScalars.append(Unicode.Scalar(code))
        rest = rest.dropFirst(2)
      } else {
        plain.append(first)
      }
    }
    return escaped(plain)
  }
}
