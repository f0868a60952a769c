import Bytes
import Inputs

/// What the names of a log's files have in common.
extension LogStream {
  /// The files of one log have the same: the folder and the stem.
  static func name(ofLog path: String) -> String { "\(home(path))/\(stem(path))" }

  /// The folder of a file; of one in folders of dates (`20261102/`, `2026/11/02/`) the one that
  /// holds them.
  static func home(_ path: String) -> String {
    let parts = FilePlace.folder(of: path).split(separator: "/", omittingEmptySubsequences: false)
    let shapes = [[4, 2, 2], [4, 2], [8]]
    let shape = shapes.first { shape in
      let last = parts.suffix(shape.count).map { $0.filter { $0 != "-" && $0 != "_" } }
      return last.map(\.count) == shape && isDate(last.joined())
    }
    let home = parts.dropLast(shape?.count ?? 0)
    return home.isEmpty ? "." : home.joined(separator: "/")
  }

  /// Whether digits are a year, a month and perhaps a day.
  private static func isDate(_ digits: String) -> Bool {
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
      return false
    }
    let month = digits.count == 8 ? number / 100 : number
    let isDay = digits.count != 8 || (1...31).contains(number % 100)
    return (1980..<2100).contains(month / 100) && (1...12).contains(month % 100) && isDay
  }

  /// A file name without what rotation adds: dates and times, `.1`, `.old`, `-old`, `.gz`.
  static func stem(_ path: String) -> String {
    let full = FilePlace.name(of: path).lowercased()
    let name = rolledBySize(full).map { $0.stem + $0.rest } ?? full
    let parts = withoutDates(name).split(separator: ".").map { part in
      var part = part
      for word in ["old", "bak"] where part.hasSuffix("-\(word)") || part.hasSuffix("_\(word)") {
        part.removeLast(word.count)
      }
      while let last = part.last, last == " " || last == "-" || last == "_" { part.removeLast() }
      return String(part)
    }
    return keepingAddresses(parts).filter { part in
      !["", "gz", "zst", "old", "bak"].contains(part) && !part.allSatisfy(\.isNumber)
    }.joined(separator: ".")
  }

  /// The parts of a name in small letters where IIS rolls the log by its size: `u_extend12.log`,
  /// before IIS 7 `extend12.log`. The greater number is the newer log's. Nil for other logs.
  static func rolledBySize(_ name: String) -> (stem: String, number: Int, rest: Substring)? {
    let stems = ["u_extend", "extend"]
    guard let stem = stems.first(where: { name.hasPrefix($0) }) else { return nil }
    let digits = name.dropFirst(stem.count).prefix { $0.isASCII && $0.isNumber }
    let rest = name.dropFirst(stem.count + digits.count)
    guard rest.first == ".", let number = Int(digits) else { return nil }
    return (stem, number, rest)
  }

  /// A name's parts, an address (`10.0.0.5.log`) being one: it is a server's, and no rotation.
  private static func keepingAddresses(_ parts: [String]) -> [String] {
    for index in parts.indices.dropLast(3) {
      let first = parts[index].reversed().prefix { $0.isNumber }.reversed()
      let numbers = [String(first)] + parts[(index + 1)...(index + 3)]
      guard numbers.allSatisfy({ UInt8($0) != nil }) else { continue }
      let address = parts[index...(index + 3)].joined(separator: "_")
      return parts[..<index] + [address] + parts[(index + 4)...]
    }
    return parts
  }

  /// A name without runs of four digits or more, and what of a date and a time is behind them.
  private static func withoutDates(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let digits = bytes[place...].prefix(while: \.isDigit)
      if digits.count >= 4 {
        place = endOfDate(bytes, from: digits.endIndex)
      } else {
        let end = max(digits.endIndex, place + 1)
        out += bytes[place..<end]
        place = end
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Where a date ends of which the year was: `-11-02`, `T08-00-05`, `T135812.756Z-4`, `_08`.
  private static func endOfDate(_ bytes: [UInt8], from start: Int) -> Int {
    func isLetter(after place: Int) -> Bool {
      bytes[(place + 1)...].first.map { $0 &- 0x61 < 26 } ?? false
    }
    var place = start
    while place < bytes.count {
      let digits = bytes[(place + 1)...].prefix(while: \.isDigit)
      let next = digits.endIndex < bytes.count ? bytes[digits.endIndex] : 0
      switch bytes[place] {
      case let byte where byte.isDigit || byte == 0x2D || byte == 0x5F: break
      case 0x74 where !digits.isEmpty: break
      case 0x2E where !digits.isEmpty && next == 0x7A: break
      case 0x7A where bytes[place - 1].isDigit && !isLetter(after: place): break
      default: return place
      }
      place += 1
    }
    return place
  }
}
