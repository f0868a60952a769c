import Bytes

/// Reads replies (RFC 959 §4.2) from the bytes of a control connection, as they come.
///
///     between ──NNN text──▶ reply
///     between ──NNN-text──▶ inside ──NNN text, same code──▶ reply
///        │                    └──any other line──▶ inside
///        ├──a line without a code──▶ stray
///        └──(from anywhere) beyond a limit──▶ tooLong, and nothing more
///
/// What real servers send is taken as it is meant: LF alone ends a line, and so does CR alone where
/// no LF ever comes; CR NUL is CR and telnet negotiation is passed over (RFC 854), empty lines
/// between replies too, and NUL or a byte order mark before a code; a tab or a mark may follow the
/// code. What stands behind a reply stays in the parser until the next is asked for.
public struct ReplyParser: Sendable {
  /// What the bytes held.
  public enum Event: Equatable, Sendable {
    case reply(Reply)
    /// A line between replies that is none.
    case stray([UInt8])
    /// A limit was passed; nothing is read from here on.
    case tooLong(Excess)
  }

  /// What a reply may be at most.
  public let limits: Limits
  /// Whether CR alone ends lines: `finish` has found some, and there was no LF since.
  public private(set) var endsLinesAtCR = false
  private var telnet = TelnetFilter()
  private var buffer: [UInt8] = []
  /// Where what has not been taken begins.
  private var head = 0
  /// Up to where there is known to be no line end.
  private var scanned = 0
  /// The lines so far of a reply whose last line has not come.
  private var open: Reply?
  private var isOverrun = false

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Adds what came over the wire.
  public mutating func append(_ bytes: ByteSlice) {
    guard !isOverrun else { return }
    telnet.filter(bytes, into: &buffer)
  }

  /// The next reply or stray line; nil where more bytes are needed.
  public mutating func next() -> Event? {
    while !isOverrun {
      guard let range = takeLine() else {
        return buffer.count - head > limits.lineBytesMaximum ? overrun(.line) : nil
      }
      if range.count > limits.lineBytesMaximum { return overrun(.line) }
      let line = Self.plain(buffer[range])
      if let event = lineRead(line) { return event }
    }
    return nil
  }

  /// Begins anew, on another connection to the same server: only how its lines end is remembered.
  public mutating func restart() {
    let endsLinesAtCR = endsLinesAtCR
    self = ReplyParser(limits: limits)
    self.endsLinesAtCR = endsLinesAtCR
  }

  /// Takes what is there for a whole reply, no more being to come: an unfinished line, or a reply
  /// that lacks its last line or ends with another code. Where CR alone ends lines there may be
  /// more of them.
  public mutating func finish() -> Event? {
    telnet.finish(into: &buffer)
    if !isOverrun, !endsLinesAtCR, buffer[head...].contains(0x0D) {
      endsLinesAtCR = true
      scanned = head
    }
    if endsLinesAtCR, let event = next() { return event }
    if !isOverrun, head < buffer.count {
      let line = Self.plain(buffer[head...])
      forget()
      if let event = lineRead(line) { return event }
    }
    guard var reply = open else { return nil }
    open = nil
    reply.isWhole = false
    return .reply(reply)
  }

  /// What came behind the last reply that was taken.
  public var unconsumed: [UInt8] { Array(buffer[head...]) }

  /// Whether a reply has begun and is not whole. A CR at its end may be all of its line's end.
  public var isInsideReply: Bool {
    if open != nil { return true }
    return buffer.last != 0x0D && Mark(Self.withoutLeadIn(Self.plain(buffer[head...]))) != nil
  }

  // MARK: Lines

  private mutating func takeLine() -> Range<Int>? {
    guard let end = lineEnd else {
      if head > 0 {
        buffer.removeFirst(head)
        head = 0
      }
      scanned = buffer.count
      return nil
    }
    let range = head..<end
    head = end + 1
    if endsLinesAtCR {
      if buffer[end] == 0x0D, head < buffer.count, buffer[head] == 0x0A { head += 1 }
      endsLinesAtCR = buffer[head - 1] == 0x0D
    }
    scanned = head
    return range
  }

  private var lineEnd: Int? {
    let rest = buffer[scanned...]
    return endsLinesAtCR
      ? rest.firstIndex { $0 == 0x0D || $0 == 0x0A } : rest.firstIndex(of: 0x0A)
  }

  private mutating func lineRead(_ line: [UInt8]) -> Event? {
    let line = Self.withoutLeadIn(line)
    let mark = Mark(line)
    guard open != nil else {
      guard let mark else { return line.allSatisfy(\.isBlank) ? nil : .stray(line) }
      let reply = Reply(code: mark.code, text: Array(line.dropFirst(mark.length)))
      if !mark.continues { return .reply(reply) }
      open = reply
      return nil
    }
    let isSame = mark?.code == open?.code
    open?.text.append(0x0A)
    open?.text.append(contentsOf: line.dropFirst(isSame ? mark?.length ?? 0 : 0))
    open?.lineCount += 1
    if isSame, mark?.continues == false, let reply = open {
      open = nil
      return .reply(reply)
    }
    if open?.lineCount ?? 0 > limits.linesMaximum { return overrun(.lines) }
    if open?.text.count ?? 0 > limits.bytesMaximum { return overrun(.bytes) }
    return nil
  }

  private mutating func overrun(_ excess: Excess) -> Event {
    isOverrun = true
    forget()
    open = nil
    return .tooLong(excess)
  }

  private mutating func forget() {
    buffer = []
    head = 0
    scanned = 0
  }

  /// A line without its end, CR NUL being CR.
  private static func plain(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var line = line
    while let last = line.last, last == 0x0D || last == 0 { line.removeLast() }
    return line.withSlice { $0.withoutPadding }
  }

  /// A line without what stands before its first digit, where that is nothing but NUL, UTF-8's byte
  /// order mark, and telnet's commands, of which `TelnetFilter` leaves those that text may have.
  private static func withoutLeadIn(_ line: [UInt8]) -> [UInt8] {
    var place = 0
    while place < line.count, !line[place].isDigit {
      let next = line.dropFirst(place + 1)
      switch line[place] {
      case 0: place += 1
      case 0xFF where next.first.map { (0xF0...0xF9).contains($0) } == true: place += 2
      case 0xFF where next.first.map { (0xFB...0xFE).contains($0) } == true: place += 3
      case 0xEF where next.starts(with: [0xBB, 0xBF]): place += 3
      default: return line
      }
    }
    return place < line.count ? Array(line.dropFirst(place)) : line
  }

  /// The code and its separator at a line's head.
  private struct Mark {
    let code: Int
    let continues: Bool
    /// How many bytes they are.
    let length: Int

    /// Nil where the line does not begin with three digits, from 100 to 659, that stand alone.
    init?(_ line: [UInt8]) {
      guard let code = line.withSlice({ $0[0..<3].replyCode }) else { return nil }
      self.code = code
      let separator = line.count > 3 ? line[3] : 0x20
      let isWord = separator.isLetterOrDigit || separator >= 0x80
      // An address, such as 192.0.2.1.
      let isNumber = separator == 0x2E && line.count > 4 && line[4].isDigit
      if isWord || isNumber { return nil }
      continues = separator == 0x2D
      length = min(4, line.count)
    }
  }
}
