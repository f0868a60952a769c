import Bytes

/// Lines of text files, each made of a few numbers.
struct BaitLines {
  let file: BaitFile

  func line(_ random: inout SeededNumbers) -> [UInt8] {
    Array(text(&random).utf8)
  }

  /// What fills up a block's last line.
  func filler(_ count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    if count < 4 { return [UInt8](repeating: 0x0A, count: count) }
    let mark: [UInt8] =
      switch file.kind {
      case .sqlDump: [0x2D, 0x2D, 0x20]
      case .envFile, .iniConfig, .shellScript: [0x23]
      case .csv: [0x3B]
      default: [0x20]
      }
    return mark + [UInt8](repeating: mark.last ?? 0x20, count: count - mark.count - 1) + [0x0A]
  }

  private func text(_ random: inout SeededNumbers) -> String {
    let given = random.pick(BaitWords.givenNames)
    let family = random.pick(BaitWords.familyNames)
    let number = Int(random.next() % 90_000) + 10_000
    switch file.kind {
    case .sqlDump:
      let hash = String(random.next(), radix: 16) + String(random.next(), radix: 16)
      return "INSERT INTO `users` VALUES (\(number),'\(given).\(family)','\(hash)','"
        + "\(given)@example.com','\(random.pick(BaitWords.cities))');\n"
    case .csv:
      let name = "\(given.capitalized) \(family.capitalized)"
      return "\(number);\(name);\(given).\(family)@example.com;\(random.pick(BaitWords.cities));"
        + "\(number % 9000).\(number % 90 + 10)\r\n"
    case .iniConfig: return "\(random.pick(BaitWords.departments))_\(number % 100) = \(number)\n"
    case .phpConfig: return "$\(random.pick(BaitWords.tables))_limit = \(number); // \(given)\n"
    case .envFile:
      return "\(random.pick(BaitWords.tables).uppercased())_\(number % 100)=\(number)\n"
    case .accessLog:
      let page = random.pick(["/", "/index.php", "/img/logo.png", "/contact", "/login"])
      return "10.\(number % 4).\(number % 250).\(number % 240 + 1) - - "
        + "[\(Self.stamp(file.entry.modified, number))] \"GET \(page) HTTP/1.1\" 200 \(number)\n"
    case .html:
      return "<p>\(random.pick(BaitWords.papers).capitalized) \(number): \(given) \(family)</p>\n"
    case .privateKey:
      var bytes: [UInt8] = []
      while bytes.count < 64 { bytes.append(Self.base64[Int(random.next() % 64)]) }
      return String(decoding: bytes, as: UTF8.self) + "\n"
    case .shellScript:
      return "mysqldump \(random.pick(BaitWords.tables)) | gzip > /backup/\(given)-\(number).gz\n"
    default:
      let about = "\(random.pick(BaitWords.departments)): \(random.pick(BaitWords.papers))"
      return "\(about) \(number), ask \(given) \(family)\n"
    }
  }

  private static func stamp(_ time: Timestamp, _ number: Int) -> String {
    let text = ListingTime(time.adding(milliseconds: -Int64(number) * 1000))
    let month = String(decoding: text.monthName, as: UTF8.self)
    let clock = String(decoding: text.clock, as: UTF8.self)
    return "\(text.day)/\(month)/\(text.year):\(clock):00 +0000"
  }

  private static let base64 = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}

extension String {
  /// The text with a capital first.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
