import Sensor

/// `--login`: which logins are let in.
enum SensorLogins {
  /// What may be written.
  static let forms = "none, any, after:3 or file:PATH"

  /// Whether a text is one of them. What is in a file is not looked at.
  static func isRule(_ text: String) -> Bool { said(text) != nil || path(text) != nil }

  /// The rule that a text of these forms is. Throws `Failure`.
  static func rule(_ text: String) throws -> LoginRule {
    if let path = path(text) { return try listed(path) }
    guard let rule = said(text) else { throw Failure("--login '\(text)': write \(forms)") }
    return rule
  }

  private static func said(_ text: String) -> LoginRule? {
    switch text {
    case "none": return LoginRule.none
    case "any": return .any
    default:
      guard text.hasPrefix("after:"), let count = Int(text.dropFirst(6)),
        (0...1000).contains(count)
      else { return nil }
      return .after(count)
    }
  }

  private static func path(_ text: String) -> String? {
    text.hasPrefix("file:") && text.count > 5 ? String(text.dropFirst(5)) : nil
  }

  private static let bytesMaximum = 1 << 26

  /// A file of `user:password` lines; lines that begin with # say nothing.
  private static func listed(_ path: String) throws -> LoginRule {
    let bytes = try WholeFile.bytes(path, maximum: bytesMaximum)
    var logins: [[UInt8]: Set<[UInt8]>] = [:]
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty || line.first == 0x23 { continue }
      guard let colon = line.firstIndex(of: 0x3A) else {
        throw Failure("\(path):\(index + 1): is no user:password")
      }
      let user = Array(line[..<colon])
      logins[user, default: []].insert(Array(line[line.index(after: colon)...]))
    }
    return .listed(logins)
  }
}
