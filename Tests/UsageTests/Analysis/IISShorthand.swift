/// IIS logs as tests write them: `#F` is a header with the default columns, a line is
/// `10:00:00 USER PORT METHOD STEM STATUS SUBSTATUS SESSION`, the session a letter; lines that
/// begin with something else stand for themselves.
enum IISShorthand {
  static let fields =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status "
    + "sc-win32-status sc-substatus x-session x-fullpath"

  /// The GUID that a letter stands for.
  static func session(_ letter: some StringProtocol) -> String {
    let run = String(repeating: String(letter), count: 4)
    return "\(run)\(run)-\(run)-\(run)-\(run)-\(run)\(run)\(run)"
  }

  /// A log in full.
  static func log(_ text: String, lineEnd: String = "\n") -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line == "#F" ? fields : expand(line) }
      .joined(separator: lineEnd) + lineEnd
  }

  /// Lines without ids of sessions, `USER METHOD STEM STATUS`, all of one client, a second each.
  static func ofOneClient(_ lines: [String]) -> String {
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status\n"
      + lines.enumerated().map { number, line in
        let words = line.split(separator: " ", maxSplits: 1)
        return "2026-10-05 08:12:\(10 + number) 192.0.2.10 \(words[0]) 10.0.0.1 21 \(words[1])\n"
      }.joined()
  }

  private static func expand(_ line: Substring) -> String {
    let words = line.split(separator: " ")
    guard words.count == 8, words[0].count == 8, words[7].count == 1 else { return String(line) }
    return "2026-10-01 \(words[0]) 192.0.2.7 \(words[1]) 198.51.100.1 \(words[2]) "
      + "\(words[3]) \(words[4]) \(words[5]) 0 \(words[6]) \(session(words[7])) -"
  }
}
