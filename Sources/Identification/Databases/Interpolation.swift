/// `{name}` in a constant, which stands for another parameter's value.
enum Interpolation {
  /// The names, in their order.
  static func names(in value: String) -> [String] {
    // Most have none.
    guard value.utf8.contains(UInt8(ascii: "{")) else { return [] }
    var names: [String] = []
    var rest = value[...]
    while let start = rest.firstIndex(of: "{") {
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(where: { "{}".contains($0) || $0.isWhitespace }) else {
        break
      }
      if rest[end] == "}", end > rest.startIndex { names.append(String(rest[..<end])) }
      rest = rest[end] == "{" ? rest[end...] : rest[rest.index(after: end)...]
    }
    return names
  }

  /// The constant with its names replaced; nil where one has no value. A CPE name's missing version
  /// is `-` (recog-ruby).
  static func filled(
    _ parameter: Fingerprint.Parameter, _ value: (String) -> String?
  ) -> String? {
    var text = parameter.value
    for name in names(in: parameter.value) {
      let isVersion = parameter.name.hasSuffix(".cpe23") && name.hasSuffix(".version")
      guard let known = value(name) ?? (isVersion ? "-" : nil) else { return nil }
      text = text.replacing("{\(name)}", with: known)
    }
    return text
  }
}
