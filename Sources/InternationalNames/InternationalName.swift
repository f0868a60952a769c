import CIDN2

/// Names with other letters than ASCII's, in both of their forms (RFC 5890: A-labels, U-labels;
/// UTS 46, as browsers do).
public enum InternationalName {
  /// As the DNS has it: `xn--…`, in lower case. Nil where it is no name in UTF-8.
  public static func ascii(_ name: String) -> String? {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
    // The library's names end at a NUL.
    if name.utf8.contains(0) { return nil }
    var output: UnsafeMutablePointer<CChar>?
    let flags = Int32(IDN2_NONTRANSITIONAL.rawValue)
    guard idn2_to_ascii_8z(name, &output, flags) == IDN2_OK.rawValue, let output else {
      return nil
    }
    defer { idn2_free(output) }
    return String(cString: output)
  }

  /// As people read it. Nil where a label is no A-label although it begins like one.
  public static func unicode(_ name: String) -> String? {
    var output: UnsafeMutablePointer<CChar>?
    guard idn2_to_unicode_8z8z(name, &output, 0) == IDN2_OK.rawValue, let output else {
      return nil
    }
    defer { idn2_free(output) }
    return String(cString: output)
  }
}
