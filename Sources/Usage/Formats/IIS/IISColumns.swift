import Bytes
import FTPProtocol

/// Which column of an IIS log holds what; -1 for what it does not have.
struct IISColumns: Equatable, Sendable {
  /// Lines with more columns than this are not looked at past it.
  static let countMaximum = 48

  var count = 0
  var date = -1
  var time = -1
  var client = -1
  var clientPort = -1
  var user = -1
  var server = -1
  var port = -1
  var method = -1
  var stem = -1
  var status = -1
  var substatus = -1
  var win32 = -1
  var session = -1
  var sent = -1
  var received = -1
  /// The service and its instance, `FTPSVC2`, and the protocol: IIS logs its services alike.
  var site = -1
  var version = -1

  /// Whether sessions can be told from these columns at all.
  var areEnough: Bool { lack == nil }

  /// The field that is to be selected so that sessions can be told; nil where none is.
  var lack: String? {
    if time < 0 { return "Time (time)" }
    if method < 0 { return "Method (cs-method)" }
    if status < 0 { return "FTP Status (sc-status)" }
    return client < 0 && session < 0 ? "Client IP Address (c-ip)" : nil
  }

  /// The last of the columns that no line is read without.
  var lastNeeded: Int { max(date, time, method, status) }

  /// Whether lines begin with date and time, and these are enough.
  var areOrdinary: Bool {
    areEnough && date == 0 && time == 1 && client > 1 && method > 1 && version < 0
  }

  /// The columns that a `#Fields:` line names, `names` being what follows the colon.
  init(naming names: ByteSlice) {
    var cursor = ByteCursor(names.trimmed)
    while count < Self.countMaximum, let name = cursor.word() {
      switch name {
      case _ where name == "date": date = count
      case _ where name == "time": time = count
      case _ where name == "c-ip": client = count
      case _ where name == "c-port": clientPort = count
      case _ where name == "cs-username": user = count
      case _ where name == "s-ip": server = count
      case _ where name == "s-port": port = count
      case _ where name == "cs-method": method = count
      case _ where name == "cs-uri-stem": stem = count
      case _ where name == "sc-status": status = count
      case _ where name == "sc-substatus": substatus = count
      case _ where name == "sc-win32-status": win32 = count
      case _ where name == "x-session": session = count
      case _ where name == "sc-bytes": sent = count
      case _ where name == "cs-bytes": received = count
      case _ where name == "s-sitename": site = count
      case _ where name == "cs-version": version = count
      default: break
      }
      count += 1
    }
  }

  /// The columns of a line whose header is missing, by what its words look like: any of the
  /// default sets of IIS 4 to 10, and most others. Nil where it is no line of an FTP log.
  init?(inferredFrom words: [ByteSlice]) {
    count = words.count
    var index = 0
    if let first = words.first, Self.isDate(first) {
      date = 0
      index = 1
    }
    guard words.count > index + 3, Self.isTime(words[index]) else { return nil }
    time = index
    client = index + 1
    guard let method = Self.method(in: words, from: index + 2) else { return nil }
    self.method = method
    stem = method + 1
    assignServer(words[(client + 1)..<method])
    guard assignStatus(words) else { return nil }
    session = words.firstIndex(where: Self.isGUID) ?? -1
  }

  /// What stands between the client's address and the verb: `[c-port] [user] [site computer host]
  /// [s-ip] [s-port]`.
  private mutating func assignServer(_ words: ArraySlice<ByteSlice>) {
    var words = words
    if let last = words.last, let number = last.integer, number <= 65_535,
      words.count != 1 || number > 0
    {
      port = words.endIndex - 1
      words = words.dropLast()
    }
    if let last = words.last, Self.isAddress(last) {
      server = words.endIndex - 1
      words = words.dropLast()
    }
    if let first = words.first, first.integer != nil, words.count > 1 {
      clientPort = words.startIndex
      words = words.dropFirst()
    }
    if !words.isEmpty { user = words.startIndex }
  }

  private mutating func assignStatus(_ words: [ByteSlice]) -> Bool {
    func isStatus(_ index: Int) -> Bool {
      index < words.count && words[index].count == 3 && words[index].integer != nil
    }
    if isStatus(stem + 1) {
      status = stem + 1
    } else if isStatus(stem + 2) {
      status = stem + 2
    } else if stem + 1 < words.count, words[stem + 1] == "-" {
      status = stem + 1
    } else {
      return false
    }
    if status + 2 < words.count, let number = words[status + 2].integer, number < 100 {
      substatus = status + 2
      win32 = status + 1
    }
    return true
  }

  private static func method(in words: [ByteSlice], from first: Int) -> Int? {
    words.indices.first { index in
      guard index >= first, index + 1 < words.count else { return false }
      return IISMethod(words[index]).isFTP && !isAddress(words[index])
    }
  }

  /// Whether a line is of a site of the web, of mail or of news.
  func areOthers(_ words: [ByteSlice]) -> Bool {
    if let site = words[column: site],
      Self.otherServices.contains(where: { site.starts(with: $0) })
    {
      return true
    }
    guard let version = words[column: version] else { return false }
    return version == "SMTP" || version == "NNTP" || version.starts(with: "HTTP/")
  }

  private static let otherServices: [StaticString] = ["SMTPSVC", "NNTPSVC", "W3SVC"]

  static func isDate(_ word: ByteSlice) -> Bool {
    word.count == 10 && word[4] == 0x2D && word[7] == 0x2D && word[0..<4].integer != nil
  }

  static func isTime(_ word: ByteSlice) -> Bool {
    word.count == 8 && word[2] == 0x3A && word[5] == 0x3A && word[0..<2].integer != nil
  }

  static func isGUID(_ word: ByteSlice) -> Bool {
    word.count == 36 && word[8] == 0x2D && word[13] == 0x2D && word[18] == 0x2D
      && word[23] == 0x2D
  }

  private static func isAddress(_ word: ByteSlice) -> Bool {
    guard let first = word.first else { return false }
    if word.firstIndex(of: 0x3A) != nil { return true }
    return first.isDigit && word.firstIndex(of: 0x2E) != nil
  }
}

extension [ByteSlice] {
  /// What a line has in a column; nil where the log has no such column, or the line breaks off
  /// before it.
  subscript(column column: Int) -> ByteSlice? { indices.contains(column) ? self[column] : nil }
}
