import Bytes
import FTPProtocol

/// One line of an IIS log: what its columns hold, empty for `-` and for columns that it has not.
struct IISLine {
  var method: IISMethod
  var time: Timestamp
  var isDated = true
  var client: ByteSlice = .empty
  var clientPort: ByteSlice = .empty
  var user: ByteSlice = .empty
  var server: ByteSlice = .empty
  var port: ByteSlice = .empty
  var stem: ByteSlice = .empty
  var status: ByteSlice = .empty
  var substatus: ByteSlice = .empty
  var win32: ByteSlice = .empty
  var session: ByteSlice = .empty
  var sent: ByteSlice = .empty
  var received: ByteSlice = .empty
  /// Whether the log has a column for who is logged in.
  var namesUser = false

  init(method: IISMethod, time: Timestamp) {
    self.method = method
    self.time = time
  }

  /// Adds what the line tells.
  func emit(_ context: ReaderContext, into batch: inout EventBatch) -> LineOutcome {
    var code = 0
    if !status.isEmpty {
      guard status.count == 3, let number = status.integer else {
        return .malformed("the reply's code is no number of three digits")
      }
      code = number
    }
    if !session.isEmpty, !batch.isLineWhole, !IISColumns.isGUID(session) {
      return .malformed("the session is cut off")
    }
    guard var event = event(context) else { return .read }
    event.code = method == .dataClosed && brokeOff ? 426 : UInt16(code)
    event.isDated = isDated
    event.client = client.plainAddress
    event.server = server
    event.clientPort = UInt16(clamping: clientPort.integer ?? 0)
    event.user = decoded(user, batch.arena)
    if event.verb == .user { event.argument = decoded(event.argument, batch.arena) }
    event.namesUser = namesUser
    if let number = substatus.integer, number > 0 {
      event.refusal = IISSubstatus.refusal(UInt8(clamping: number))
    }
    if method == .controlClosed, event.refusal == nil, isOfTLS {
      event.refusal = .iis(IISSubstatus.handshakeFailed)
    }
    batch.append(event)
    return .read
  }

  private func event(_ context: ReaderContext) -> LogEvent? {
    var event = LogEvent(.command, key: key(context), time: time)
    if isShared { event.keyUse = .shared }
    event.beginning = context.hasConnects ? .missed : .here
    event.connectIsMissing = !context.hasConnects
    event.start = context.hidesProtection ? .unknown : nil
    event.mayBeImplicit = true
    event.port = UInt16(clamping: port.integer ?? 0)
    switch method {
    case .controlOpened:
      event.kind = .opened
      // A log that has connects hides nothing from here on, whatever its first bytes lacked.
      event.start = nil
    case .controlClosed: event.kind = .closed
    case .dataOpened: return nil
    case .dataClosed:
      guard !isShared, let bytes = sent.integer else { return nil }
      event.kind = .seen
      event.port = 0
      event.sent = Int64(bytes)
      event.received = Int64(received.integer ?? 0)
    case .command(let verb):
      event.verb = verb
      event.argument = stem
    case .numbered(_, let verb):
      numbered(&event)
      event.verb = verb
      event.argument = stem
      if verb.isTransfer, let bytes = sent.integer {
        event.sent = Int64(bytes)
        event.received = Int64(received.integer ?? 0)
      }
    case .numberedClosed:
      numbered(&event)
      event.kind = .closed
    case .handshakeFinished:
      event.kind = .handshakeFinished
    case .implicitDataClear:
      event.kind = .seen
      event.start = .implicitClear
    case .unknown: event.argument = stem
    case .http: return nil
    }
    return event
  }

  /// Whether the connection ended by an error of Windows's TLS (`SEC_E_…`, `CRYPT_E_…`: 0x8009 in
  /// the upper half).
  private var isOfTLS: Bool { win32.integer.map { $0 >> 16 == 0x8009 } ?? false }

  /// Whether a data connection ended by an error, whatever the reply to its command says.
  private var brokeOff: Bool { win32.integer.map { $0 != 0 } ?? false }

  /// IIS 4 to 6: no line for connects, numbers that are used again, and no TLS at all.
  private func numbered(_ event: inout LogEvent) {
    event.beginning = .here
    event.connectIsMissing = false
    event.start = nil
    event.mayBeImplicit = false
    event.keyUse = .reusedAfterEnd
  }

  private var isShared: Bool { session.isEmpty && clientPort.isEmpty }

  private func key(_ context: ReaderContext) -> Digest128 {
    var digest = Digest128()
    switch method {
    case .numbered(let number, _), .numberedClosed(let number):
      digest.add(number)
      digest.add(client.plainAddress)
    default:
      if let guid = GUID(session) {
        digest = guid.digest
      } else if !session.isEmpty {
        digest.add(session)
      } else {
        digest.add(client.plainAddress)
        digest.add(server)
        if !clientPort.isEmpty { digest.add(clientPort) }
      }
    }
    return digest.within(context.stream)
  }

  /// IIS writes a space as `+`.
  private func decoded(_ name: ByteSlice, _ arena: ByteArena) -> ByteSlice {
    guard name.firstIndex(of: 0x2B) != nil else { return name }
    return arena.keep(name.buffer.map { $0 == 0x2B ? 0x20 : $0 })
  }
}
