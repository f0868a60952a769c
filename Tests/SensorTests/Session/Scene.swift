import Bytes
import FTPProtocol
import Testing

@testable import Sensor

/// A session played out from a script, one step a line:
///
///     > USER x       a line that the client sends; `\r`, `\n`, `\xNN` stand for bytes
///     >> USER x\n    the same without a line end
///     < 331          a line of the answers begins so
///     up text        what the next upload brings
///     down text      what the last download was
///     ! login x y accepted      an observation, in order, others between them passed over, but for
///                    those of an attack: each is told
///     * startTLS     an action that is no answer and no data, in order, others passed over
///     tls            the control connection's handshake finishes; `no-tls`: fails
///     resume, wait, idle, gone …    see `perform`
///
/// Each step sees all that came of the steps before it. Every line of the answers must be told.
struct Scene {
  var session: ServerSession
  private var lines: [String] = []
  private var unfinished: [UInt8] = []
  private(set) var observed: [String] = []
  private var done: [String] = []
  private var uploaded: [UInt8] = []
  private var downloaded: [UInt8] = []
  private var time = Timestamp(milliseconds: 1_790_000_000_000)
  /// Bytes that come at once; 0: all of a step.
  private let drip: Int
  /// Whether the data connection waits for `data` to open, and for `end` to end.
  private var holdsData = false
  /// Whether nobody connects either.
  private var isAlone = false
  private let name: String

  init(_ setting: ServerSession.Setting, drip: Int = 0, name: String) {
    self.drip = drip
    self.name = name
    session = ServerSession(setting)
    if !setting.isImplicit { carryOut(session.opened(at: time)) }
  }

  mutating func play(_ script: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for (number, line) in script.split(separator: "\n").enumerated() {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      let rest = words.count > 1 ? String(words[1]) : ""
      let comment: Comment = "\(name), step \(number + 1): \(line)"
      switch words[0] {
      case "<":
        let next = lines.isEmpty ? "nothing" : lines.removeFirst()
        #expect(next.hasPrefix(rest), comment, sourceLocation: sourceLocation)
      case "down":
        let text = downloaded.escapedText
        #expect(text == Self.bytes(rest).escapedText, comment, sourceLocation: sourceLocation)
      case "!":
        let all = observed
        #expect(Self.pop(rest, &observed), "\(comment) \(observed)", sourceLocation: sourceLocation)
        let passed = all.dropLast(observed.count + 1)
        Self.expectNoAttack(passed, comment, sourceLocation)
      case "*":
        #expect(Self.pop(rest, &done), "\(comment) \(done)", sourceLocation: sourceLocation)
      default:
        #expect(lines.isEmpty, "\(comment) after \(lines)", sourceLocation: sourceLocation)
        lines = []
        perform(String(words[0]), rest)
      }
    }
    #expect(lines.isEmpty, "\(name): \(lines)", sourceLocation: sourceLocation)
    Self.expectNoAttack(observed[...], "\(name)", sourceLocation)
  }

  private static func expectNoAttack(
    _ observed: ArraySlice<String>, _ comment: Comment, _ sourceLocation: SourceLocation
  ) {
    for word in observed where ["exploit ", "bounce ", "backdoor "].contains(where: word.hasPrefix)
    {
      Issue.record("\(comment), which does not tell of: \(word)", sourceLocation: sourceLocation)
    }
  }

  private mutating func perform(_ step: String, _ rest: String) {
    time = time.adding(milliseconds: 10)
    switch step {
    case ">": send(Self.bytes(rest) + [0x0D, 0x0A])
    case ">>": send(Self.bytes(rest))
    case "up": uploaded = Self.bytes(rest)
    case "tls":
      var tls = TLSObservation(isData: false, hello: nil, helloBytes: [])
      tls.version = "TLSv1.3"
      carryOut(session.tlsEstablished(tls, at: time))
    case "open": carryOut(session.opened(at: time))
    case "no-tls":
      let tls = TLSObservation(isData: false, hello: nil, helloBytes: [])
      carryOut(session.tlsFailed(tls, at: time))
    case "resume": carryOut(session.resumed(at: time))
    case "wait": time = time.adding(milliseconds: Int64(rest) ?? 0)
    case "hold": holdsData = true
    case "nobody": (holdsData, isAlone) = (true, true)
    case "data":
      carryOut(session.dataOpened(tls: nil, at: time))
    case "bytes":
      let bytes = Self.bytes(rest)
      carryOut(bytes.withSlice { session.dataReceived($0, at: time) })
    case "sent": carryOut(session.dataSent(at: time))
    case "end": carryOut(session.dataClosed(isClean: true, kept: nil, at: time))
    case "cut": carryOut(session.dataClosed(isClean: false, kept: nil, at: time))
    case "no-data": carryOut(session.dataFailed(.noConnection, tls: nil, at: time))
    case "stranger": carryOut(session.dataFailed(.stranger, tls: nil, at: time))
    case "no-data-tls": carryOut(session.dataFailed(.tls("no"), tls: nil, at: time))
    case "not-resumed": carryOut(session.dataFailed(.notResumed, tls: nil, at: time))
    case "idle": carryOut(session.timedOut(.idle, at: time))
    case "gone": carryOut(session.closed(.client, at: time))
    default: Issue.record("no step: \(step)")
    }
  }

  private mutating func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = Array(drip == 0 ? rest : rest.prefix(drip))
      rest = rest.dropFirst(piece.count)
      carryOut(piece.withSlice { session.received($0, at: time) })
    }
  }

  private mutating func carryOut(_ actions: [SessionAction]) {
    var actions = actions[...]
    while let action = actions.popFirst() { actions += carryOut(action) }
  }

  private mutating func carryOut(_ action: SessionAction) -> [SessionAction] {
    switch action {
    case .send(let bytes):
      unfinished += bytes
      while let end = unfinished.firstIndex(of: 0x0A) {
        lines.append(Array(unfinished[..<end].filter { $0 != 0x0D }).escapedText)
        unfinished.removeFirst(end + 1)
      }
    case .listen: return session.passiveListening(port: 40_001, at: time)
    case .openData(let use):
      done.append("openData\(use.isProtected ? " P" : "")\(use.demandsResumption ? " again" : "")")
      if isAlone { return [] }
      return holdsData ? session.dataConnected(at: time) : open(use)
    case .sendData(let bytes):
      downloaded += bytes
      return holdsData ? [] : session.dataSent(at: time)
    case .finishData:
      done.append("finishData")
      return holdsData ? [] : session.dataClosed(isClean: true, kept: nil, at: time)
    case .observe(let observation): observed.append(Self.brief(observation))
    case .close(let reason):
      done.append("close \(reason.rawValue)")
      return session.closed(reason, at: time)
    case .connect(let port): done.append("connect \(port)")
    case .pause(let milliseconds): done.append("pause \(milliseconds)")
    case .startTLS: done.append("startTLS")
    case .stopTLS: done.append("stopTLS")
    case .dropData: done.append("dropData")
    case .openBackDoor:
      done.append("openBackDoor")
      return session.backDoorTried(at: time)
    }
    return []
  }

  private mutating func open(_ use: DataUse) -> [SessionAction] {
    downloaded = []
    var tls: TLSObservation?
    if use.isProtected { tls = TLSObservation(isData: true, hello: nil, helloBytes: []) }
    var actions = session.dataOpened(tls: tls, at: time)
    guard use.isUpload else { return actions }
    actions += uploaded.withSlice { session.dataReceived($0, at: time) }
    let kept = KeptUpload(sha256: "5a", isQuarantined: true, content: "data")
    return actions + session.dataClosed(isClean: true, kept: kept, at: time)
  }

  // MARK: In short

  private static func pop(_ prefix: String, _ list: inout [String]) -> Bool {
    guard let index = list.firstIndex(where: { $0.hasPrefix(prefix) }) else { return false }
    list.removeFirst(index + 1)
    return true
  }

  static func brief(_ observation: Observation) -> String {
    switch observation {
    case .connect: "connect"
    case .tls(let tls): "tls \(tls.version ?? "-")\(tls.isData ? " data" : "")"
    case .command(let command):
      [
        command.verb.escapedText, command.argument.escapedText, command.code.map { "\($0)" } ?? "-",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    case .transfer(let transfer):
      "transfer \(transfer.verb.escapedText) \(transfer.path.escapedText) \(transfer.code ?? 0)"
    case .login(let user, let password, let accepted):
      "login \(user.escapedText) \(password.escapedText) \(accepted ? "accepted" : "refused")"
    case .upload(let upload):
      "upload \(upload.path.escapedText) \(upload.size) \(upload.sha256 ?? "-")"
        + (upload.isCutOff ? " cut" : "")
    case .download(let path, let size, let canary):
      "download \(path.escapedText) \(size)" + (canary.map { " \($0)" } ?? "")
    case .bounce(let target): "bounce \(target)"
    case .exploit(let signature, _, let payload): "exploit \(signature) \(payload.escapedText)"
    case .backDoor(let door): "backdoor \(door.step.rawValue)"
    case .disconnect(let end):
      "disconnect \(end.reason.rawValue) \(end.commands) \(end.firstBytes.escapedText)"
    }
  }

  /// Bytes of a text in which `\r`, `\n`, `\\` and `\xNN` stand for what they name.
  static func bytes(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x5C, let mark = rest.popFirst() else {
        out.append(byte)
        continue
      }
      switch UnicodeScalar(mark) {
      case "r": out.append(0x0D)
      case "n": out.append(0x0A)
      case "x":
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        rest = rest.dropFirst(2)
        out.append(UInt8(digits, radix: 16) ?? 0)
      default: out.append(mark)
      }
    }
    return out
  }
}
