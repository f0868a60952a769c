import Bytes
import FTPProtocol
import FuzzRun
import TLSWire

@testable import Sensor

/// A session that is fed events, with what must hold after each.
struct SensorRun {
  private var session: ServerSession
  private let tree: CheckedTree
  private let setting: ServerSession.Setting
  private var time = Timestamp(milliseconds: 1_790_000_000_000)
  private(set) var isOver = false

  // What the driver knows.
  private var isShakingHands = false
  private var isPaused = false
  private var isListening = false
  private var wantsData: DataUse?
  private var hasData: DataUse?
  private var isFinishing = false
  private var mayConnect: UInt16?
  private var commands = 0
  private var ends = 0

  /// Made once: reading a persona takes longer than a session.
  private static let personas: [PreparedPersona] = EmbeddedPersonas.names.compactMap { name in
    ((try? EmbeddedPersonas.persona(name)) ?? nil).map { PreparedPersona($0, server: "ftp") }
  }
  private static let bait = BaitTree(seed: 1, since: Timestamp(milliseconds: 1_790_000_000_000))
  private static let peer = IPAddress(v4: 0xC000_0207)

  init(_ first: UInt8, _ second: UInt8) {
    var limits = SessionLimits()
    limits.lineBytesMaximum = first & 1 == 0 ? 64 : 4096
    limits.entriesMaximum = 20
    limits.bytesMaximum = 4096
    limits.uploadsMaximum = 5
    limits.pendingMaximum = 8
    limits.waitingBytesMaximum = 1024
    limits.commandsMaximum = 200
    tree = CheckedTree(Self.bait.overlay(limits), limits)
    setting = ServerSession.Setting(
      persona: Self.personas[Int(second) % Self.personas.count], isImplicit: first & 2 != 0,
      allowsTLS: first & 4 == 0, allowsActive: first & 8 == 0, peer: Self.peer,
      local: IPAddress(v4: 0xC633_6401), files: tree, limits: limits,
      accepts: [.any, .after(1), .none, .any][Int(first >> 4 & 3)], seed: 1)
    session = ServerSession(setting)
    if setting.isImplicit { perform(session.tlsEstablished(Self.tls(false), at: time)) }
    perform(session.opened(at: time))
  }

  private static func tls(_ isData: Bool) -> TLSObservation {
    TLSObservation(isData: isData, hello: nil, helloBytes: [])
  }

  mutating func take(_ event: UInt8, _ bytes: ByteSlice) {
    time = time.adding(milliseconds: 7)
    switch event {
    case 0...5:
      if !isShakingHands, !isPaused { perform(session.received(bytes, at: time)) }
    case 6, 7:
      guard let use = hasData, use.isUpload else { return }
      perform(session.dataReceived(bytes, at: time))
    case 8: shakeHands(succeeds: true)
    case 9: shakeHands(succeeds: false)
    case 10:
      guard isPaused else { return }
      isPaused = false
      perform(session.resumed(at: time))
    case 11: openData()
    case 12:
      guard wantsData != nil else { return }
      wantsData = nil
      perform(session.dataFailed(.noConnection, tls: nil, at: time))
    case 13:
      guard hasData != nil, !isFinishing else { return }
      perform(session.dataSent(at: time))
    case 14: closeData(isClean: true)
    default: closeData(isClean: false)
    }
  }

  private mutating func shakeHands(succeeds: Bool) {
    guard isShakingHands else { return }
    isShakingHands = false
    if succeeds {
      perform(session.tlsEstablished(Self.tls(false), at: time))
    } else {
      perform(session.tlsFailed(Self.tls(false), at: time))
    }
  }

  private mutating func openData() {
    guard let use = wantsData else { return }
    wantsData = nil
    hasData = use
    isFinishing = false
    perform(session.dataConnected(at: time))
    perform(session.dataOpened(tls: use.isProtected ? Self.tls(true) : nil, at: time))
  }

  private mutating func closeData(isClean: Bool) {
    guard hasData != nil else { return }
    hasData = nil
    perform(session.dataClosed(isClean: isClean, kept: nil, at: time))
  }

  /// The client goes: the last observations, and nothing after them.
  mutating func end() {
    if !isOver { perform(session.closed(.client, at: time)) }
    check(ends == 1, "one disconnect")
    check(session.closed(.client, at: time).isEmpty, "the end is the end")
    check(Array("NOOP\r\n".utf8).withSlice { session.received($0, at: time) }.isEmpty, "no answer")
    check(session.timedOut(.idle, at: time).isEmpty, "no time")
    tree.checkLimits()
  }

  private mutating func perform(_ actions: [SessionAction]) {
    var (hasClosed, opensBackDoor) = (false, false)
    for action in actions {
      if case .observe(let observation) = action {
        note(observation)
        continue
      }
      check(!isOver && !hasClosed, "nothing after the end")
      switch action {
      case .send(let bytes):
        check(!bytes.isEmpty, "something is said")
        check(bytes.last == 0x0A || bytes.first == 0xFF, "whole lines")
      case .startTLS:
        check(setting.allowsTLS && !setting.isImplicit && !isShakingHands, "TLS is to be had")
        isShakingHands = true
      case .stopTLS: check(setting.persona.persona.tls.hasCCC, "CCC")
      case .pause(let milliseconds):
        check(milliseconds > 0 && !isPaused, "one pause")
        isPaused = true
      case .listen: isListening = true
      case .connect(let port):
        check(setting.allowsActive, "active mode is allowed")
        check(port >= 1024, "no privileged port")
        mayConnect = port
      case .openData(let use):
        check(wantsData == nil && hasData == nil, "one data connection")
        check(setting.allowsTLS || setting.isImplicit || !use.isProtected, "no TLS of nothing")
        wantsData = use
      case .sendData(let bytes):
        check(hasData?.isUpload == false && !isFinishing && !bytes.isEmpty, "data goes somewhere")
      case .finishData:
        check(hasData?.isUpload == false && !isFinishing, "data ends once")
        isFinishing = true
      case .dropData: (wantsData, hasData, isListening) = (nil, nil, false)
      case .close: hasClosed = true
      case .openBackDoor:
        check(setting.persona.persona.login.hasBackDoor, "only one persona has a back door")
        opensBackDoor = true
      case .observe: break
      }
    }
    if hasClosed {
      isOver = true
      perform(session.closed(.quit, at: time))
    } else if opensBackDoor {
      perform(session.backDoorTried(at: time))
    } else if isListening {
      isListening = false
      perform(session.passiveListening(port: 40_000, at: time))
    }
    tree.checkLimits()
  }

  private mutating func note(_ observation: Observation) {
    check(ends == 0, "nothing after the disconnect")
    switch observation {
    case .command(let command):
      commands += 1
      check(command.millisecondsSincePrevious >= 0, "time goes on")
    case .bounce(let target): check(!target.isEmpty, "a bounce has a target")
    case .disconnect(let end):
      ends += 1
      check(commands >= end.commands - 1, "every command is told")
    default: break
    }
  }
}
