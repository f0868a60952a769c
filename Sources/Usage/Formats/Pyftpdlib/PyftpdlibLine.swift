import Bytes
import FTPProtocol

/// A line of pyftpdlib's, taken apart: what logging put before it, and the session it is about.
struct PyftpdlibLine {
  /// nil where the line has no date.
  var time: Timestamp?
  /// Whether pyftpdlib's own formatter wrote what stands before.
  var hasOwnPrefix = false
  /// The client's address and port as they stand in the line, which are the session's name; empty
  /// where the line is about none.
  var session: ByteSlice = .empty
  var client: HostPort?
  /// The user named so far, whether or not they logged in.
  var user: ByteSlice = .empty
  /// What is told of the session, or all there is behind the prefix.
  var text: ByteSlice
  /// The direction of pyftpdlib 0.7's lines; nil in later ones, where it begins the text.
  var isReply: Bool?

  init(_ line: ByteSlice, _ context: ReaderContext) {
    text = line
    // JSON around a line ends behind it.
    if line.first == 0x7B { return }
    var cursor = ByteCursor(line)
    Self.skipColour(&cursor)
    if let time = Self.ownPrefix(&cursor, context.zone) {
      self.time = time
      hasOwnPrefix = true
    } else {
      var ahead = cursor
      _ = ahead.skip("[")
      time = LogTime.syslog(&ahead, context)
      if time != nil { cursor = ahead }
      sentOn(&cursor, context.zone)
    }
    Self.skipColour(&cursor)
    cursor.skipSpaces()
    text = cursor.rest
    _ = readSession(cursor) || readOldSession(cursor) || readSessionWithoutPort(cursor)
  }

  /// pyftpdlib's own prefix behind what a relay put before it. Behind the session's name, clients
  /// may have written it.
  private mutating func sentOn(_ cursor: inout ByteCursor, _ zone: LogZone) {
    let rest = cursor.rest
    let end = rest.firstRange(of: "-[")?.lowerBound ?? rest.count
    guard let open = rest[0..<end].firstRange(of: " [") else { return }
    var own = ByteCursor(rest.dropFirst(open.lowerBound + 1))
    guard let time = Self.ownPrefix(&own, zone) else { return }
    self.time = time
    hasOwnPrefix = true
    cursor = own
  }

  /// `[I 2024-01-01 10:00:00] `, the process's number before the bracket or not; before version 1.5
  /// with a year of two digits.
  private static func ownPrefix(_ cursor: inout ByteCursor, _ zone: LogZone) -> Timestamp? {
    let rest = cursor.rest
    guard rest.count > 21, rest[0] == 0x5B, rest[1] &- 0x41 < 26, rest[2] == 0x20 else {
      return nil
    }
    var ahead = cursor
    _ = ahead.take(3)
    guard let time = LogTime.iso(&ahead, zone: zone) ?? LogTime.shortISO(&ahead, zone: zone)
    else { return nil }
    if ahead.skip(" "), ahead.integer() == nil { return nil }
    guard ahead.skip("]") else { return nil }
    cursor = ahead
    return time
  }

  private static func skipColour(_ cursor: inout ByteCursor) {
    while cursor.rest.first == 0x1B, let end = cursor.rest[0..<16].firstIndex(of: 0x6D) {
      _ = cursor.take(end + 1)
    }
  }

  /// `127.0.0.1:43185-[bob] text`
  private mutating func readSession(_ cursor: ByteCursor) -> Bool {
    var cursor = cursor
    guard let before = cursor.take(until: "-["),
      let end = Self.end(ofUser: cursor.rest) ?? cursor.rest.firstRange(of: "] ")?.lowerBound
    else { return false }
    let text = Self.withoutPrefix(cursor.rest.dropFirst(end + 2))
    return name(before, user: cursor.rest[0..<end], text: text)
  }

  /// Where a user's name ends, which may hold brackets: before what pyftpdlib says of a session.
  private static func end(ofUser rest: ByteSlice) -> Int? {
    var from = 0
    while let end = rest.firstIndex(of: 0x5D, from: from), end + 1 < rest.count {
      from = end + 1
      guard rest.start[end + 1] == 0x20 else { continue }
      if tells(rest.dropFirst(end + 2)) { return end }
    }
    return nil
  }

  /// Whether a text is what pyftpdlib says of a session.
  private static func tells(_ text: ByteSlice) -> Bool {
    if text.starts(with: "<- ") || text.starts(with: "-> ") || text.starts(with: "FTP session ")
      || text.starts(with: "USER '") || text == "SSL handshake failed."
    {
      return true
    }
    var cursor = ByteCursor(text)
    return cursor.word().map { Verb($0) != .other } ?? false
  }

  /// A text without the words that `log_prefix` puts behind the user's name: pyftpdlib says nothing
  /// there by itself.
  private static func withoutPrefix(_ text: ByteSlice) -> ByteSlice {
    var rest = text
    for _ in 0..<prefixWordsMaximum {
      if tells(rest) { return rest }
      guard let space = rest.firstIndex(of: 0x20) else { break }
      rest = rest.dropFirst(space + 1)
    }
    return text
  }

  private static let prefixWordsMaximum = 8

  /// pyftpdlib 0.7: `127.0.0.1:43185 ==> 220 ready`, `127.0.0.1:43185 <== USER bob`,
  /// `[]127.0.0.1:43185 Connected.`
  private mutating func readOldSession(_ cursor: ByteCursor) -> Bool {
    let asked = cursor.rest.firstRange(of: " <== ")
    let replied = cursor.rest.firstRange(of: " ==> ")
    if asked != nil || replied != nil {
      let isReply = (replied?.lowerBound ?? .max) < (asked?.lowerBound ?? .max)
      guard let mark = isReply ? replied : asked else { return false }
      return name(
        cursor.rest[0..<mark.lowerBound], user: .empty,
        text: cursor.rest.dropFirst(mark.upperBound), isReply: isReply)
    }
    let rest = cursor.rest
    guard rest.ends(with: " Connected.") || rest.ends(with: " Disconnected."),
      let open = rest.firstIndex(of: 0x5B), let end = rest.lastIndex(of: 0x20),
      let close = rest[0..<end].lastIndex(of: 0x5D), open < close
    else { return false }
    let mark = rest[close + 1] == 0x40 ? close + 2 : close + 1
    return name(
      rest[mark..<end], user: rest[(open + 1)..<close], text: rest.dropFirst(end + 1))
  }

  /// `[]@192.0.2.1 text`: without a port, two sessions of one client are one.
  private mutating func readSessionWithoutPort(_ cursor: ByteCursor) -> Bool {
    var cursor = cursor
    guard let before = cursor.take(until: "]@"), let open = before.lastIndex(of: 0x5B),
      let address = cursor.word(), let client = HostPort(address: address)
    else { return false }
    session = address
    self.client = client
    user = before.dropFirst(open + 1)
    text = cursor.rest
    return true
  }

  private mutating func name(
    _ before: ByteSlice, user: ByteSlice, text: ByteSlice, isReply: Bool? = nil
  ) -> Bool {
    var name = before
    if let range = name.firstRange(of: "pyftpdlib:") { name = name.dropFirst(range.upperBound) }
    if let space = name.lastIndex(of: 0x20) { name = name.dropFirst(space + 1) }
    if let bar = name.lastIndex(of: 0x7C) { name = name.dropFirst(bar + 1) }
    guard let client = HostPort(name), client.port > 0 else { return false }
    session = name
    self.client = client
    self.user = user
    self.text = text
    self.isReply = isReply
    return true
  }
}
