/// How numbers and lists are put into words, the same on the terminal and on the page.
enum Figures {
  /// A number with its thousands set apart: `1,204`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A number in at most six characters: `1,204`, `38.2k`, `1.2M`, `1.2G`.
  static func short(_ number: Int) -> String {
    for (unit, name) in [(1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k")]
    where number >= unit {
      let scale = name == "k" ? 1000 : unit
      let tenths = number / (scale / 10)
      let rest = tenths < 1000 && tenths % 10 > 0 ? ".\(tenths % 10)" : ""
      return grouped(tenths / 10) + rest + name
    }
    return grouped(number)
  }

  /// A share in whole percent, never rounded to nothing or to all: `<1 %`, `31 %`, `>99 %`.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let share = Double(part) / Double(whole) * 100
    if part > 0, share < 1 { return "<1 %" }
    if part < whole, share > 99 { return ">99 %" }
    return "\(Int(share.rounded())) %"
  }

  /// `1 user`, `12 users`.
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) " + (number == 1 ? one : many ?? one + "s")
  }

  /// Upper case for the first letter.
  static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
