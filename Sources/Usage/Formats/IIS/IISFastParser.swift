import Bytes
import CByteScan
import FTPProtocol

/// Reads ordinary lines of an IIS log: the ends of the words are known, and so is what each column
/// holds.
struct IISFastParser {
  private let start: UnsafePointer<UInt8>
  private let count: Int
  private let columns: IISColumns
  private let stream: Digest128
  private let verbs = VerbTable.shared
  /// An event with what all lines have in common.
  private var blank: LogEvent
  /// The date of the last line, as it stands, and the milliseconds of its midnight.
  private var date: (UInt64, UInt16) = (0, 0)
  private var midnight: Int64 = 0

  init(bytes: ByteSlice, columns: IISColumns, context: ReaderContext, format: UInt8) {
    start = bytes.start
    count = bytes.count
    self.columns = columns
    stream = context.stream
    blank = LogEvent(.command, key: stream, time: Timestamp(milliseconds: 0))
    blank.format = format
    blank.beginning = context.hasConnects ? .missed : .here
    blank.connectIsMissing = !context.hasConnects
    blank.start = context.hidesProtection ? .unknown : nil
    blank.mayBeImplicit = true
    blank.namesUser = columns.user >= 0
  }

  /// Reads a line whose words end at `ends`; false, and nothing added, where it is out of the
  /// ordinary.
  @inline(__always)
  mutating func read(
    _ ends: UnsafeMutablePointer<UInt32>, from first: Int, _ number: UInt64,
    into batch: inout EventBatch
  ) -> Bool {
    guard Int(ends[0]) == first &+ 10, Int(ends[1]) == first &+ 19,
      let time = moment(at: start + first)
    else { return false }
    let last = columns.count &- 1
    let end = ends[last]
    // The carriage return is no part of the last word.
    if start[Int(end) &- 1] == 0x0D { ends[last] = end &- 1 }
    // A line that breaks off behind a blank lacks its last word.
    guard start[Int(ends[last]) &- 1] > 0x20 else { return false }
    // `FTPSVC2`: a site of another service is no line of FTP's.
    if columns.site >= 0, word(columns.site, ends).first != 0x46 { return false }
    let method = word(columns.method, ends)
    if method.count == 17 { return isDataChannel(method) }
    guard let (kind, verb) = classify(method) else { return false }
    guard let code = code(word(columns.status, ends)), let refusal = refusal(ends) else {
      return false
    }
    if kind == .closed, columns.win32 >= 0, word(columns.win32, ends).count > 8 { return false }
    let client = word(columns.client, ends)
    if client.first == 0x3A { return false }
    let server = name(columns.server, ends)
    let user = name(columns.user, ends)
    guard let port = port(ends), !hasPlus(user) else { return false }
    if verb == .user, hasPlus(name(columns.stem, ends)) { return false }
    var clientPort: UInt16 = 0
    if columns.clientPort >= 0 {
      clientPort = UInt16(clamping: name(columns.clientPort, ends).integer ?? 0)
    }
    guard let key = key(ends, client, server, hasPort: clientPort != 0) else { return false }
    let place = batch.vacancy(for: key)
    place.initialize(to: blank)
    place.pointee.kind = kind
    if kind == .opened { place.pointee.start = nil }
    place.pointee.verb = verb
    place.pointee.code = code
    place.pointee.refusal = refusal
    if columns.session < 0, clientPort == 0 { place.pointee.keyUse = .shared }
    place.pointee.port = port
    place.pointee.clientPort = clientPort
    place.pointee.key = key
    place.pointee.time = time
    place.pointee.line = UInt32(truncatingIfNeeded: number)
    place.pointee.setWords(
      client: client, server: server, user: user,
      argument: name(columns.stem, ends),
      source: ByteSlice(start: start + first, count: Int(ends[last]) &- first))
    return true
  }

  // MARK: Words

  /// The word of a column that there is, but for the first one's.
  @inline(__always)
  private func word(_ column: Int, _ ends: UnsafeMutablePointer<UInt32>) -> ByteSlice {
    let from = Int(ends[column &- 1]) &+ 1
    return ByteSlice(start: start + from, count: Int(ends[column]) &- from)
  }

  /// A word; empty where it is `-`, and where there is no such column.
  @inline(__always)
  private func name(_ column: Int, _ ends: UnsafeMutablePointer<UInt32>) -> ByteSlice {
    if column < 0 { return ByteSlice(start: start, count: 0) }
    let word = word(column, ends)
    // Without a branch, since every other line may have a name.
    let differs = word.count ^ 1 | Int(word.start[0] ^ 0x2D)
    return ByteSlice(start: word.start, count: differs == 0 ? 0 : word.count)
  }

  /// The moment of `2026-10-01 00:00:01`, the text of date and time being ten and eight long.
  @inline(__always)
  private mutating func moment(at text: UnsafePointer<UInt8>) -> Timestamp? {
    let raw = UnsafeRawPointer(text)
    let head = raw.loadUnaligned(as: UInt64.self)
    let rest = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if head != date.0 || rest != date.1 {
      guard let day = IISClock.day(ByteSlice(start: text, count: 10)) else { return nil }
      date = (head, rest)
      midnight = day.midnight.milliseconds
    }
    guard let clock = IISClock.seconds(raw + 11) else { return nil }
    return Timestamp(milliseconds: midnight &+ clock &* 1000)
  }

  /// What a line is about; nil for all but plain verbs and the control channel's events.
  @inline(__always)
  private func classify(_ method: ByteSlice) -> (LogEvent.Kind, Verb)? {
    if method.count == 20 {
      let (opened, closed) = (method == "ControlChannelOpened", method == "ControlChannelClosed")
      return opened != closed ? (closed ? .closed : .opened, .other) : nil
    }
    if (3...4).contains(method.count) {
      // A separator follows three letters. Only letters become capitals by losing this bit.
      let raw = UnsafeRawPointer(method.start).loadUnaligned(as: UInt32.self)
      let letters = UInt32(bigEndian: raw) & 0xDFDF_DFDF
      let verb = verbs[method.count == 4 ? letters : letters >> 8]
      return verb == .other ? nil : (.command, verb)
    }
    return nil
  }

  /// Whether a line that is about no session's protection may be passed over here: the data
  /// channel's events, where no column has their bytes.
  @inline(__always)
  private func isDataChannel(_ method: ByteSlice) -> Bool {
    if columns.sent >= 0 { return false }
    let (opened, closed) = (method == "DataChannelOpened", method == "DataChannelClosed")
    return opened != closed
  }

  /// The reply's code; 0 for `-`, which events of the channel have.
  @inline(__always)
  private func code(_ status: ByteSlice) -> UInt16? {
    let text = status.start
    if status.count == 1, text[0] == 0x2D { return 0 }
    return status.count == 3 ? number(ofThree: status) : nil
  }

  /// The number of two or three digits: the digits at the upper end, zeros before them. Read from
  /// the byte before the word, since behind it the chunk may end.
  @inline(__always)
  private func number(ofThree word: ByteSlice) -> UInt16? {
    let text = UnsafeRawPointer(word.start - 1).loadUnaligned(as: UInt32.self)
    let shift = UInt32(truncatingIfNeeded: 32 &- 8 &* word.count)
    let digits = (UInt32(littleEndian: text) &>> 8 ^ 0x30_3030) &<< shift
    // A digit over 9 reaches the highest bit, or has it.
    guard (digits | (digits &+ 0x7676_7600)) & 0x8080_8000 == 0 else { return nil }
    let (hundreds, tens) = (digits &>> 8 & 0xFF, digits &>> 16 & 0xFF)
    return UInt16(truncatingIfNeeded: hundreds &* 100 &+ tens &* 10 &+ digits &>> 24)
  }

  /// What the substatus tells; nil where it is no number.
  @inline(__always)
  private func refusal(_ ends: UnsafeMutablePointer<UInt32>) -> RefusalReason?? {
    guard columns.substatus >= 0 else { return .some(nil) }
    let word = word(columns.substatus, ends)
    if word.count == 1, word.start[0] == 0x30 { return .some(nil) }
    guard let number = word.integer else { return nil }
    return .some(IISSubstatus.refusal(UInt8(clamping: number)))
  }

  @inline(__always)
  private func port(_ ends: UnsafeMutablePointer<UInt32>) -> UInt16? {
    if columns.port < 0 { return 0 }
    let word = word(columns.port, ends)
    if (2...3).contains(word.count) { return number(ofThree: word) }
    if word == "-" { return 0 }
    guard let number = word.integer, number <= 65_535 else { return nil }
    return UInt16(number)
  }

  /// Whether a name has a space, written as `+`: such names are rare, and put together elsewhere.
  @inline(__always)
  private func hasPlus(_ name: ByteSlice) -> Bool {
    if name.count <= 16, name.start - start <= count &- 16 {
      return ftpscope_holds(name.start, name.count, 0x2B)
    }
    return name.firstIndex(of: 0x2B) != nil
  }

  @inline(__always)
  private func key(
    _ ends: UnsafeMutablePointer<UInt32>, _ client: ByteSlice, _ server: ByteSlice, hasPort: Bool
  ) -> Digest128? {
    if columns.session >= 0 {
      let session = word(columns.session, ends)
      guard let guid = GUID(session) else { return nil }
      return guid.digest.within(stream)
    }
    var digest = Digest128()
    digest.add(client)
    digest.add(server)
    if hasPort { digest.add(name(columns.clientPort, ends)) }
    return digest.within(stream)
  }
}
