import Bytes
import FTPProtocol

/// One line of a ProFTPD ExtendedLog. Its LogFormat is the administrator's choice, so that the
/// parts are told by what they look like: the time in brackets, the command in quotes, the code
/// and the number of bytes behind it; before it the process id, addresses, the protocol and the
/// user. Three words before the time are `%h %l %u`, as in the default format. The protocol may
/// stand behind the command, too, and the process id beside it. A number in brackets is the process
/// id, and what stands between it and the time is the client: `%v [%P] %h %t`.
struct ProFTPDExtendedLine {
  /// What became of reading a line.
  enum Reading {
    case command(ProFTPDCommand)
    /// A command of SFTP or SCP.
    case otherProtocol
    /// A request of SSH's or SFTP's, which has no code, in a log that does not name the protocol.
    case requestOfSSH(ProFTPDCommand)
    case foreign
    case malformed(String)
    /// A command, and the log does not show whose.
    case undecided(String)
  }

  private var command: ProFTPDCommand
  private let hasCertainEnd: Bool
  private var isOtherProtocol = false
  private var sawUser = false
  /// Whether the protocol and the process id stand behind the command.
  private var hasProtocolBehind = false
  private var hasProcessBehind = false

  /// A line's parts: what stands before the command, on both sides of the time, and behind it.
  struct Parts {
    var command: ProFTPDCommand
    var before: ByteSlice
    var after: ByteSlice
    fileprivate var tail: ByteSlice
    /// How many words of it stand before the code.
    fileprivate var codePlace: Int
    /// Else only a line of another protocol is understood.
    fileprivate var hasCertainEnd: Bool
  }

  static func read(_ line: ByteSlice, _ context: ReaderContext) -> Reading {
    read(line, context, context.columns)
  }

  /// The columns are lent: each copy of theirs counts references.
  private static func read(
    _ line: ByteSlice, _ context: ReaderContext, _ columns: ProFTPDColumns?
  ) -> Reading {
    let parts: Parts
    do throws(Trouble) {
      parts = try split(line, zone: context.zone, codePlace: context.codePlace)
    } catch {
      return error.reading
    }
    var reading = ProFTPDExtendedLine(parts, columns)
    if let columns, columns.isUndecided {
      return .undecided("which of its addresses or names is the client's does not show")
    }
    if let columns, reading.take(parts, by: columns) {
      return reading.result
    }
    if columns != nil { reading = ProFTPDExtendedLine(parts, columns) }
    reading.readHead(parts.before, isBeforeTime: true)
    reading.readHead(parts.after, isBeforeTime: false)
    return reading.result
  }

  /// With what stands behind the command.
  private init(_ parts: Parts, _ columns: ProFTPDColumns?) {
    command = parts.command
    hasCertainEnd = parts.hasCertainEnd
    var tail = ByteCursor(parts.tail)
    let before = (0..<parts.codePlace).compactMap { _ in tail.word() }
    command.code = UInt16(clamping: tail.word()?.integer ?? 0)
    readTail(&tail, before: before)
    if let columns, columns.deniesProcessBehind, hasProcessBehind {
      if parts.codePlace > 0, command.bytes < 0 { command.bytes = Int64(command.pid ?? 0) }
      command.pid = nil
      hasProcessBehind = false
    }
  }

  private var result: Reading {
    if isOtherProtocol { return .otherProtocol }
    // Whoever sends FTP's server such a word is answered with a code, as for each of its commands.
    if command.request != nil, command.code == 0 { return .requestOfSSH(command) }
    if !hasCertainEnd { return .malformed("the command's end is not certain") }
    guard command.pid != nil || !command.client.isEmpty else {
      return .malformed("neither a process id nor a client")
    }
    return .command(command)
  }

  /// The code, and what would be the process's number behind the command; nil where there is none.
  static func tail(_ parts: Parts) -> (code: Int, process: UInt32?) {
    let line = ProFTPDExtendedLine(parts, nil)
    return (Int(line.command.code), line.hasProcessBehind ? line.command.pid : nil)
  }

  /// A command's line in parts; nil for other lines.
  static func parts(_ line: ByteSlice, _ context: ReaderContext) -> Parts? {
    guard let parts = try? split(line, zone: .utc, codePlace: context.codePlace),
      parts.hasCertainEnd
    else { return nil }
    return parts
  }

  private struct Trouble: Error {
    var reading: Reading
  }

  private static func split(
    _ line: ByteSlice, zone: LogZone, codePlace: Int
  ) throws(Trouble) -> Parts {
    guard let (head, rest) = beforeCommand(line, zone: zone) else {
      throw Trouble(reading: .foreign)
    }
    let verbEnd = rest.firstIndex { $0 == 0x20 || $0 == 0x22 } ?? rest.count
    guard isVerb(rest[0..<verbEnd]) else { throw Trouble(reading: .foreign) }
    let certain = closingQuote(rest, codePlace)
    guard let end = certain ?? rest.lastIndex(of: 0x22) else {
      throw Trouble(reading: .malformed("the command breaks off"))
    }
    guard !rest[0..<end].contains(" HTTP/") else { throw Trouble(reading: .foreign) }
    let text = CommandText(rest[0..<end])
    var command = ProFTPDCommand(time: head.time, verb: text.verb)
    command.argument = text.argument
    if text.verb == .other { command.request = ProFTPDSSH.request(rest[0..<verbEnd]) }
    return Parts(
      command: command, before: head.before, after: head.after, tail: rest.dropFirst(end + 2),
      codePlace: codePlace, hasCertainEnd: certain != nil)
  }

  // MARK: The parts

  /// Whether a word can be an FTP command and is no HTTP method.
  private static func isVerb(_ word: ByteSlice) -> Bool {
    if Verb(word) != .other || ProFTPDSSH.request(word) != nil { return true }
    guard word.count >= 3, word.count <= 12, !word.isHTTPMethod else { return false }
    for index in 0..<word.count {
      let byte = word.start[index]
      guard byte &- 0x41 < 26 || byte.isDigit || byte == 0x5F else { return false }
    }
    return true
  }

  /// Where the quote is that ends the command. Names in it may hold quotes, so that it is the last
  /// one that a code follows, or a dash where none has a code; where quoted fields come behind it,
  /// it has to be the only such one.
  private static func closingQuote(_ rest: ByteSlice, _ codePlace: Int) -> Int? {
    var coded: Int?
    var dashed: Int?
    var codes = 0
    var dashes = 0
    var last = 0
    var from = 0
    while let quote = rest.firstIndex(of: 0x22, from: from) {
      from = quote + 1
      last = quote
      let word = wordBehind(quote, in: rest, codePlace)
      if word.count == 3, word.integer != nil {
        coded = quote
        codes += 1
      } else if word == "-" {
        dashed = quote
        dashes += 1
      }
    }
    let (found, count) = codes > 0 ? (coded, codes) : (dashed, dashes)
    return found == last || count == 1 ? found : nil
  }

  /// The word behind a quote and a space, past so many others.
  private static func wordBehind(
    _ quote: Int, in rest: ByteSlice, _ place: Int
  ) -> ByteSlice {
    var behind = rest.dropFirst(quote + 1)
    for _ in 0..<place {
      guard let space = behind.firstIndex(of: 0x20, from: 1) else { return .empty }
      behind = behind.dropFirst(space)
    }
    guard behind.first == 0x20 else { return .empty }
    return behind[1..<(behind.firstIndex(of: 0x20, from: 1) ?? behind.count)]
  }

  /// Takes what stands before the command by the log's columns; false where they do not fit.
  private mutating func take(_ parts: Parts, by columns: ProFTPDColumns) -> Bool {
    columns.read(parts.before, parts.after) { role, word in take(word, as: role) }
  }

  /// Takes a word for what it is; false where it can't be that.
  private mutating func take(_ word: ByteSlice, as role: ProFTPDColumns.Role) -> Bool {
    switch role {
    case .user: if word != "-" { command.user = word }
    case .client:
      guard word != "-", word.isHost else { return false }
      command.client = word.host ?? word
    case .userAtClient:
      guard let (user, client) = word.userAtAddress else { return false }
      if user != "-" { command.user = user }
      command.client = client.plainAddress
    case .server:
      guard word.isHost else { return false }
      if let address = word.host, command.server.isEmpty { command.server = address }
      command.besides.add(word)
    case .process:
      guard let number = word.processNumber else { return false }
      command.pid = UInt32(clamping: number)
      hasProcessBehind = false
    case .service:
      guard word.isService else { return word == "-" }
      if word == "ftp" || word == "ftps" {
        command.isFTPS = word == "ftps"
      } else {
        isOtherProtocol = true
      }
    case .other: break
    }
    return true
  }

  private mutating func readHead(_ head: ByteSlice, isBeforeTime: Bool) {
    guard let (before, process, after) = Self.process(in: head) else {
      return readParts(head, isBeforeTime: isBeforeTime)
    }
    command.pid = UInt32(clamping: process)
    hasProcessBehind = false
    // The server's name may hold spaces.
    if !Self.namesClient(after, besides: before) {
      readParts(before, isBeforeTime: isBeforeTime)
    }
    readParts(after, isBeforeTime: isBeforeTime && command.client.isEmpty)
  }

  /// The number of a word in brackets, and what stands before and after it.
  private static func process(
    in head: ByteSlice
  ) -> (before: ByteSlice, number: Int, after: ByteSlice)? {
    var from = 0
    while let open = head.firstIndex(of: 0x5B, from: from) {
      from = open + 1
      guard open == 0 || head.start[open - 1] == 0x20,
        let close = head.firstIndex(of: 0x5D, from: from), let number = head[from..<close].integer
      else { continue }
      let after = head.dropFirst(close + 1)
      if after.isEmpty || after.first == 0x20 {
        return (head[0..<open].trimmed, number, after.trimmed)
      }
    }
    return nil
  }

  /// Whether the client stands behind the process id, and the server's name before it.
  private static func namesClient(_ after: ByteSlice, besides before: ByteSlice) -> Bool {
    var words = ByteCursor(after)
    var wordsBefore = ByteCursor(before)
    guard let first = words.word(), wordsBefore.word()?.isAddress != true else { return false }
    return first.isAddress || first.isHost && first.firstIndex(of: 0x2E) != nil
  }

  private mutating func readParts(_ head: ByteSlice, isBeforeTime: Bool) {
    var words = ByteCursor(head)
    words.skipSpaces()
    if isBeforeTime, !words.isAtEnd, words.rest.first != 0x5B {
      var ahead = words
      if let host = ahead.word(), host.integer == nil, host.isHost, host.count > 1,
        host != "UNKNOWN", !host.isService, host.userAtAddress == nil
      {
        command.client = host.host ?? host
        words = ahead
        // The server's address or name comes first, where the client's follows.
        if let next = ahead.word(), next.isAddress, !ahead.isAtEnd {
          command.client = next.plainAddress
          command.besides.add(host)
          if let address = host.host { command.server = address }
          words = ahead
        }
        readUser(&words)
        return
      }
    }
    while let word = words.word() { readWord(word) }
  }

  /// Looks for the bytes, the protocol and the process id behind the command, up to the first
  /// quoted field. The bytes stand right behind the code. A number is the process id where it is
  /// the only one, the bytes apart, and the protocol is there; without it, and with nothing behind
  /// the code, one `before` that is the bytes.
  private mutating func readTail(_ tail: inout ByteCursor, before: [ByteSlice]) {
    var numbers = before.compactMap { numberBehind($0) }
    let isCodeLast = tail.isAtEnd
    var isFirst = true
    while let word = tail.word(), word.first != 0x22 {
      if let number = numberBehind(word) {
        if isFirst { command.bytes = Int64(clamping: number) } else { numbers.append(number) }
      }
      isFirst = false
    }
    hasProtocolBehind = command.isFTPS != nil
    guard numbers.count == 1 else { return }
    if hasProtocolBehind {
      command.pid = UInt32(clamping: numbers[0])
      hasProcessBehind = true
    } else if isCodeLast {
      command.bytes = Int64(clamping: numbers[0])
    }
  }

  /// Takes a word behind the command where it is the protocol; else the number that it is.
  private mutating func numberBehind(_ word: ByteSlice) -> Int? {
    if word == "ftp" || word == "ftps" {
      command.isFTPS = word == "ftps"
    } else if word == "sftp" || word == "scp" || word == "ssh2" {
      isOtherProtocol = true
    } else {
      return word.integer
    }
    return nil
  }

  /// Reads the ident name, and then the user's, which may hold spaces; either may come first.
  private mutating func readUser(_ words: inout ByteCursor) {
    var ahead = words
    guard let ident = ahead.word() else { return }
    if ahead.isAtEnd {
      if ident != "UNKNOWN" { readWord(ident) }
      return
    }
    sawUser = true
    let rest = ahead.rest.trimmed
    let user = rest == "UNKNOWN" && ident != "UNKNOWN" ? ident : rest
    if user != "-" { command.user = user }
  }

  private mutating func readWord(_ word: ByteSlice) {
    if word == "UNKNOWN" {
      // The ident name, which nobody has; the user's comes behind.
      return
    } else if word == "-" {
      sawUser = true
    } else if let number = word.integer {
      if hasProcessBehind, !command.client.isEmpty {
        // Behind the client's address it is the name of a user.
        if !sawUser { command.user = word }
        sawUser = true
      } else if command.pid == nil || hasProcessBehind {
        command.pid = UInt32(clamping: number)
        hasProcessBehind = false
      }
    } else if word == "ftp" || word == "ftps" {
      // The user may be called so too; `%{protocol}` then comes behind.
      if command.isFTPS != nil, !sawUser {
        sawUser = true
        command.user = hasProtocolBehind ? word : ("ftp" as StaticString).bytes
      }
      if !hasProtocolBehind { command.isFTPS = word == "ftps" }
    } else if word == "sftp" || word == "scp" || word == "ssh2" {
      isOtherProtocol = true
    } else if let (user, client) = word.userAtAddress, command.client.isEmpty, !sawUser {
      sawUser = true
      command.client = client.plainAddress
      if user != "-" { command.user = user }
    } else if word.isAddress {
      if command.client.isEmpty {
        command.client = word.plainAddress
      } else if command.server.isEmpty {
        command.server = word.plainAddress
      }
    } else if !sawUser {
      sawUser = true
      command.user = word
    }
  }
}

extension ByteSlice {
  /// The position of the first byte that meets a condition.
  fileprivate func firstIndex(where condition: (UInt8) -> Bool) -> Int? {
    for index in 0..<count where condition(start[index]) { return index }
    return nil
  }
}
