import Bytes
import FTPProtocol

/// Reads ordinary lines of an IIS log: the ends of the words are known, and so is what each column
/// holds.
struct IISFastParser {
  private let start: UnsafePointer<UInt8>
  private let columns: IISColumns
  private let stream: Digest128
  /// An event with what all lines have in common.
  private let blank: LogEvent
  private let hasSession: Bool
  private let hasClientPort: Bool
  /// The date of the last line, as it stands, and the milliseconds of its midnight.
  private var date: (UInt64, UInt16) = (0, 0)
  private var midnight: Int64 = 0

  init(bytes: ByteSlice, columns: IISColumns, context: ReaderContext) {
    start = bytes.start
    self.columns = columns
    stream = context.stream
    var blank = LogEvent(.command, key: stream, time: Timestamp(milliseconds: 0))
    blank.mayBegin = !context.hasConnects
    blank.connectIsMissing = !context.hasConnects
    blank.namesUser = columns.user >= 0
    self.blank = blank
    hasSession = columns.session >= 0
    hasClientPort = columns.clientPort >= 0
  }

  /// Reads a line whose words end at `ends`; false, and nothing added, where it is out of the
  /// ordinary.
  @inline(__always)
  mutating func read(
    _ ends: UnsafeMutablePointer<Int32>, from first: Int, to end: Int, _ number: UInt64,
    into batch: inout EventBatch
  ) -> Bool {
    if end &- first > LineCursor.lineBytesMaximum { return false }
    guard ends[0] &- Int32(truncatingIfNeeded: first) == 10, ends[1] &- ends[0] == 9,
      let time = moment(at: first)
    else { return false }
    let method = word(columns.method, ends, first)
    guard let (kind, verb) = classify(method) else {
      return isDataChannel(method)
    }
    let place = batch.vacancy()
    place.initialize(to: blank)
    place.pointee.kind = kind
    place.pointee.verb = verb
    place.pointee.time = time
    guard let code = code(word(columns.status, ends, first), kind) else { return false }
    place.pointee.code = code
    if columns.substatus >= 0 {
      let substatus = word(columns.substatus, ends, first)
      if substatus.count != 1 || substatus.start[0] != 0x30 {
        guard let number = substatus.integer else { return false }
        place.pointee.refusal = IISSubstatus.refusal(UInt8(clamping: number))
      }
    }
    place.pointee.client = word(columns.client, ends, first)
    if columns.server >= 0 { place.pointee.server = name(columns.server, ends, first) }
    guard readPorts(&place.pointee, ends, first), readUser(&place.pointee, ends, first),
      setKey(&place.pointee, ends, first)
    else { return false }
    if columns.stem >= 0 { place.pointee.argument = word(columns.stem, ends, first) }
    batch.fill(
      place, line: number, source: ByteSlice(start: start + first, count: end &- first))
    return true
  }

  // MARK: Words

  @inline(__always)
  private func word(_ column: Int, _ ends: UnsafeMutablePointer<Int32>, _ first: Int) -> ByteSlice {
    let from = column == 0 ? first : Int(ends[column &- 1]) &+ 1
    return ByteSlice(start: start + from, count: Int(ends[column]) &- from)
  }

  /// A word; empty where it is `-`.
  @inline(__always)
  private func name(_ column: Int, _ ends: UnsafeMutablePointer<Int32>, _ first: Int) -> ByteSlice {
    let word = word(column, ends, first)
    return word.count == 1 && word.start[0] == 0x2D ? ByteSlice(start: word.start, count: 0) : word
  }

  /// The moment of `2026-10-01 00:00:01`, the text of date and time being ten and eight long.
  @inline(__always)
  private mutating func moment(at first: Int) -> Timestamp? {
    let raw = UnsafeRawPointer(start + first)
    let head = raw.loadUnaligned(as: UInt64.self)
    let rest = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if head != date.0 || rest != date.1 {
      guard let day = IISClock.day(ByteSlice(start: start + first, count: 10)) else { return nil }
      date = (head, rest)
      midnight = Int64(day.number) &* 86_400_000
    }
    let clock = start + (first &+ 11)
    let hour = Int64(clock[0] &- 0x30) &* 10 &+ Int64(clock[1] &- 0x30)
    let minute = Int64(clock[3] &- 0x30) &* 10 &+ Int64(clock[4] &- 0x30)
    let second = Int64(clock[6] &- 0x30) &* 10 &+ Int64(clock[7] &- 0x30)
    guard hour < 24, minute < 60, second < 61, clock[2] == 0x3A, clock[5] == 0x3A,
      clock[1].isDigit, clock[4].isDigit, clock[7].isDigit
    else { return nil }
    return Timestamp(milliseconds: midnight &+ ((hour &* 60 &+ minute) &* 60 &+ second) &* 1000)
  }

  /// What a line is about; nil for all but plain verbs and the control channel's events.
  @inline(__always)
  private func classify(_ method: ByteSlice) -> (LogEvent.Kind, Verb)? {
    if method.count == 4 || method.count == 3 {
      // A separator follows three letters. Only letters become capitals by losing this bit.
      let raw = UnsafeRawPointer(method.start).loadUnaligned(as: UInt32.self)
      let letters = UInt32(bigEndian: raw) & 0xDFDF_DFDF
      let verb = Verb(word: method.count == 4 ? letters : letters >> 8)
      return verb == .other ? nil : (.command, verb)
    }
    guard method.count == 20 else { return nil }
    if method == "ControlChannelOpened" { return (.opened, .other) }
    if method == "ControlChannelClosed" { return (.closed, .other) }
    return nil
  }

  /// Whether a line that is about no session's protection may be passed over here: the data
  /// channel's events, where no column has their bytes.
  @inline(__always)
  private func isDataChannel(_ method: ByteSlice) -> Bool {
    guard method.count == 17, columns.sent < 0 else { return false }
    return method == "DataChannelOpened" || method == "DataChannelClosed"
  }

  /// The reply's code; 0 for `-`, which events of the channel have.
  @inline(__always)
  private func code(_ status: ByteSlice, _ kind: LogEvent.Kind) -> UInt16? {
    if status.count == 1, status.start[0] == 0x2D { return 0 }
    guard status.count == 3 else { return nil }
    let digits = (
      status.start[0] &- 0x30, status.start[1] &- 0x30, status.start[2] &- 0x30
    )
    guard digits.0 < 10, digits.1 < 10, digits.2 < 10 else { return nil }
    return UInt16(digits.0) &* 100 &+ UInt16(digits.1) &* 10 &+ UInt16(digits.2)
  }

  @inline(__always)
  private func readPorts(
    _ event: inout LogEvent, _ ends: UnsafeMutablePointer<Int32>, _ first: Int
  ) -> Bool {
    if columns.port >= 0 {
      let word = name(columns.port, ends, first)
      if !word.isEmpty {
        guard let number = word.integer, number <= 65_535 else { return false }
        event.port = UInt16(number)
      }
    }
    if hasClientPort {
      let word = name(columns.clientPort, ends, first)
      event.clientPort = UInt16(clamping: word.integer ?? 0)
    }
    return true
  }

  @inline(__always)
  private func readUser(
    _ event: inout LogEvent, _ ends: UnsafeMutablePointer<Int32>, _ first: Int
  ) -> Bool {
    guard columns.user >= 0 else { return true }
    let user = name(columns.user, ends, first)
    event.user = user
    // A space is written as `+`: such names are rare, and put together elsewhere.
    return user.isEmpty || user.firstIndex(of: 0x2B) == nil
  }

  @inline(__always)
  private func setKey(
    _ event: inout LogEvent, _ ends: UnsafeMutablePointer<Int32>, _ first: Int
  ) -> Bool {
    var digest = Digest128()
    if hasSession {
      let session = word(columns.session, ends, first)
      guard IISColumns.isGUID(session) else { return false }
      digest.add(session)
    } else {
      digest.add(event.client)
      digest.add(event.server)
      if hasClientPort, event.clientPort != 0 {
        digest.add(name(columns.clientPort, ends, first))
      } else {
        event.keyIsShared = true
      }
    }
    event.key = digest.within(stream)
    return true
  }
}
