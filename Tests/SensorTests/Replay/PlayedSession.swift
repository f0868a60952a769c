import Bytes

@testable import Sensor

/// A session without sockets: performs what it asks for, as a client of a transcript would have it.
struct PlayedSession {
  private var session: ServerSession
  /// Lines that were sent, without their ends.
  private(set) var said: [String] = []
  private(set) var isClosed = false
  private(set) var wantsTLS = false
  private(set) var observed: [Observation] = []
  /// What becomes of the next data connection.
  var data = DataOutcome.opens(resumes: true)
  /// What the client uploads.
  var upload: [UInt8] = []

  enum DataOutcome: Equatable {
    case opens(resumes: Bool)
    case fails(DataFailure)
    /// Nothing happens while the client watches.
    case waits
  }

  private static let time = Timestamp(milliseconds: 1_700_000_000_000)

  init(_ setting: ServerSession.Setting) {
    session = ServerSession(setting)
    if setting.isImplicit {
      perform(session.tlsEstablished(Self.tls(isData: false), at: Self.time))
    }
    perform(session.opened(at: Self.time))
  }

  mutating func send(_ text: String) { send(Array(text.utf8)) }

  mutating func send(_ bytes: [UInt8]) {
    perform(bytes.withSlice { session.received($0, at: Self.time) })
  }

  /// The client's half of the handshake that the session asked for.
  mutating func shakeHands(succeeds: Bool) {
    wantsTLS = false
    let tls = Self.tls(isData: false)
    perform(
      succeeds
        ? session.tlsEstablished(tls, at: Self.time) : session.tlsFailed(tls, at: Self.time))
  }

  /// The client goes.
  mutating func end() { perform(session.closed(.client, at: Self.time)) }

  /// What was said since it was last asked.
  mutating func takeSaid() -> [String] {
    defer { said = [] }
    return said
  }

  private static func tls(isData: Bool) -> TLSObservation {
    var tls = TLSObservation(isData: isData, hello: nil, helloBytes: [])
    tls.version = "TLSv1.3"
    return tls
  }

  private mutating func perform(_ actions: [SessionAction]) {
    for action in actions {
      switch action {
      case .send(let bytes): hear(bytes)
      case .startTLS: wantsTLS = true
      case .stopTLS, .dropData: break
      case .openBackDoor: perform(session.backDoorTried(at: Self.time))
      case .pause: perform(session.resumed(at: Self.time))
      case .listen: perform(session.passiveListening(port: 41_000, at: Self.time))
      case .connect: break
      case .openData(let use): open(use)
      case .sendData: perform(session.dataSent(at: Self.time))
      case .finishData: perform(session.dataClosed(isClean: true, kept: nil, at: Self.time))
      case .observe(let observation): observed.append(observation)
      case .close: isClosed = true
      }
    }
  }

  private mutating func hear(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: true) {
      said.append(String(line))
    }
  }

  private mutating func open(_ use: DataUse) {
    let tls = use.isProtected ? Self.tls(isData: true) : nil
    switch data {
    case .waits: break
    case .fails(let failure):
      if failure != .stranger { perform(session.dataConnected(at: Self.time)) }
      perform(session.dataFailed(failure, tls: tls, at: Self.time))
    case .opens(let resumes):
      if use.isProtected, use.demandsResumption, !resumes {
        perform(session.dataConnected(at: Self.time))
        perform(session.dataFailed(.notResumed, tls: tls, at: Self.time))
        return
      }
      perform(session.dataOpened(tls: tls, at: Self.time))
      if use.isUpload {
        if !upload.isEmpty {
          perform(upload.withSlice { session.dataReceived($0, at: Self.time) })
        }
        perform(session.dataClosed(isClean: true, kept: nil, at: Self.time))
      }
    }
  }
}
