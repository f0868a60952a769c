import Bytes

/// Lines of text files, each made of a few numbers.
struct BaitLines {
  let file: BaitFile

  /// A line that begins at an offset of the file.
  func line(_ random: inout SeededNumbers, at offset: Int) -> [UInt8] {
    Array(text(&random, at: offset).utf8)
  }

  /// What fills up a block's last line.
  func filler(_ count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    if count < 4 { return [UInt8](repeating: 0x0A, count: count) }
    let mark: [UInt8] =
      switch file.kind {
      case .sqlDump: [0x2D, 0x2D, 0x20]
      case .envFile, .iniConfig, .shellScript, .routerExport: [0x23]
      case .csv: [0x3B]
      default: [0x20]
      }
    return mark + [UInt8](repeating: mark.last ?? 0x20, count: count - mark.count - 1) + [0x0A]
  }

  private func text(_ random: inout SeededNumbers, at offset: Int) -> String {
    let given = random.pick(BaitWords.givenNames)
    let family = random.pick(BaitWords.familyNames)
    let number = Int(random.next() % 90_000) + 10_000
    switch file.kind {
    case .sqlDump:
      let hash = String(random.next(), radix: 16) + String(random.next(), radix: 16)
      let table = BaitHead.stem(file)
      return "INSERT INTO `\(table)` VALUES (\(number),'\(given).\(family)','\(hash)','"
        + "\(given)@example.com','\(random.pick(BaitWords.cities))');\n"
    case .csv:
      let name = "\(given.capitalized) \(family.capitalized)"
      return "\(number);\(name);\(given).\(family)@example.com;\(random.pick(BaitWords.cities));"
        + "\(number % 9000).\(number % 90 + 10)\r\n"
    case .iniConfig: return "\(random.pick(BaitWords.departments))_\(number % 100) = \(number)\n"
    case .phpConfig:
      let name = random.pick(BaitWords.tables).uppercased()
      return "define('\(name)_\(number % 100)', \(number));\n"
    case .envFile:
      return "\(random.pick(BaitWords.tables).uppercased())_\(number % 100)=\(number)\n"
    case .accessLog:
      let page = random.pick(["/", "/index.php", "/img/logo.png", "/contact", "/login"])
      return "10.\(number % 4).\(number % 250).\(number % 240 + 1) - - "
        + "[\(stamp(at: offset))] \"GET \(page) HTTP/1.1\" 200 \(number)\n"
    case .html:
      return "<p>\(random.pick(BaitWords.papers).capitalized) \(number): \(given) \(family)</p>\n"
    case .routerExport:
      let action = random.pick(["accept", "drop"])
      return "add action=\(action) chain=\(random.pick(["input", "forward"])) comment=\(given) "
        + "dst-port=\(number % 60_000) protocol=tcp\n"
    case .shellScript:
      return "mysqldump \(random.pick(BaitWords.tables)) | gzip > /backup/\(given)-\(number).gz\n"
    default:
      let about = "\(random.pick(BaitWords.departments)): \(random.pick(BaitWords.papers))"
      return "\(about) \(number), ask \(given) \(family)\n"
    }
  }

  /// The time of a line of a log: it ends when the file was written last.
  private func stamp(at offset: Int) -> String {
    let size = Int64(max(1, file.entry.size))
    let before = (size - Int64(offset)) * Self.logMilliseconds / size
    let text = ListingTime(file.entry.modified.adding(milliseconds: -before))
    let month = String(decoding: text.monthName, as: UTF8.self)
    var clock: [UInt8] = []
    clock.append(text.day, digits: 2)
    clock += "/\(month)/\(text.year):".utf8 + text.clock + [0x3A]
    clock.append(text.second, digits: 2)
    return String(decoding: clock, as: UTF8.self) + " +0000"
  }

  /// What a log covers: a week.
  private static let logMilliseconds: Int64 = 7 * 86_400_000
}

extension String {
  /// The text with a capital first.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
