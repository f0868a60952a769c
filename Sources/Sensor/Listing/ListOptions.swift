import Bytes

/// The options of `ls` that clients put before a path: `LIST -la path`.
struct ListOptions: Equatable {
  enum Order: Equatable {
    case name, time, size
    /// As a file system has them, in an order that tells nothing.
    case none
  }

  /// Names with a dot before them (`-a`, `-A`), and `.` and `..` (`-a`).
  var showsHidden = false
  var showsSelf = false
  /// Folders below the folder (`-R`).
  var isRecursive = false
  /// A folder itself and not what is in it (`-d`).
  var isFolderItself = false
  /// A line as LIST has it (`-l`), in NLST.
  var isLong = false
  var order = Order.name
  var isReversed = false
  /// Whether case makes no difference, to order and patterns.
  var ignoresCase = false
  /// What stands behind the options.
  var path: [UInt8] = []

  /// - Parameter letters: those that mean something; with none there are no options.
  init(_ argument: [UInt8], letters: Set<UInt8> = letters) {
    var rest = argument[...]
    while rest.first == 0x2D, rest.count > 1, !letters.isEmpty {
      let end = rest.firstIndex(of: 0x20) ?? rest.endIndex
      let word = rest[rest.index(after: rest.startIndex)..<end]
      if word.elementsEqual([0x2D]) {
        rest = Self.withoutSpaces(rest[end...])
        break
      }
      guard word.allSatisfy({ Self.letters.contains($0) }) else { break }
      for letter in word where letters.contains(letter) { take(letter) }
      rest = Self.withoutSpaces(rest[end...])
    }
    path = Array(rest)
  }

  private mutating func take(_ letter: UInt8) {
    switch UnicodeScalar(letter) {
    case "a": (showsHidden, showsSelf) = (true, true)
    case "A": showsHidden = true
    case "R": isRecursive = true
    case "d": isFolderItself = true
    case "l": isLong = true
    case "t": order = .time
    case "S": order = .size
    case "r": isReversed = true
    default: break
    }
  }

  /// `-a -l `, as Pure-FTPd says which of them hold.
  var words: [UInt8] {
    let held: [(Bool, String)] = [
      (showsSelf, "-a "), (isFolderItself, "-d "), (true, "-l "), (isReversed, "-r "),
      (isRecursive, "-R "), (order == .size, "-S "), (order == .time, "-t "),
    ]
    return Array(held.filter(\.0).map(\.1).joined().utf8)
  }

  /// What `ls` has; a word with another letter is a name.
  static let letters = Set("aAbBcCdDfFgGhHiIklLmnNopqQrRsStTuUvwxX1Z".utf8)

  private static func withoutSpaces(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.drop { $0 == 0x20 }
  }

  /// The entries that are shown, in order.
  func shown(_ entries: [FileEntry]) -> [FileEntry] {
    sorted(showsHidden ? entries : entries.filter { $0.name.first != 0x2E })
  }

  func sorted(_ entries: [FileEntry]) -> [FileEntry] {
    var shown = entries
    switch order {
    case .name where ignoresCase:
      shown.sort {
        FilePath.ignoringCase($0.name).lexicographicallyPrecedes(FilePath.ignoringCase($1.name))
      }
    case .name, .none: shown.sort { precedes($0.name, $1.name) }
    case .time: shown.sort { ($1.modified, $0.name) < ($0.modified, $1.name) }
    case .size: shown.sort { ($1.size, $0.name) < ($0.size, $1.name) }
    }
    if isReversed { shown.reverse() }
    return shown
  }
}

extension ListOptions {
  /// Whether a name or a path comes before another, where nothing but names tells.
  func precedes(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard order == .none else { return one.lexicographicallyPrecedes(other) }
    return Self.place(of: one) < Self.place(of: other)
  }

  private static func place(of name: [UInt8]) -> UInt64 {
    var digest = Digest128(seed: 0)
    name.withSlice { digest.add($0) }
    return digest.low
  }
}

private func < (left: (Timestamp, [UInt8]), right: (Timestamp, [UInt8])) -> Bool {
  left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}

private func < (left: (Int, [UInt8]), right: (Int, [UInt8])) -> Bool {
  left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}
