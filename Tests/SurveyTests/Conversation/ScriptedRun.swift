import Bytes
import Records

@testable import Survey

/// A conversation with a script, carried out to its end.
struct ScriptedRun {
  let script: Script
  /// How many bytes come at once; 0 for all of an answer.
  let drip: Int
  private(set) var conversation: Conversation
  /// What was done, in short: `connect`, `FEAT`, `tls`.
  private(set) var log: [String] = []
  private(set) var outcome: Conversation.Outcome?
  private(set) var startedTLS = 0
  /// How often a timer ended.
  private(set) var timeouts = 0

  private var connections = 0
  private var isOpen = false
  private var isInside = false
  /// The verbs that were asked on the connection.
  private var asked: Set<String> = []
  private var isFirstByteTLS = false
  private var offer = Conversation.Offer.all

  static let description = TLSDescription(version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384")

  init(
    _ script: Script, mode: Conversation.Mode = .explicit, options: Conversation.Options = .init(),
    drip: Int = 0
  ) {
    self.script = script
    self.drip = drip
    conversation = Conversation(mode: mode, options: options)
    var pending = conversation.start()
    var steps = 0
    while !pending.isEmpty, steps < 10_000 {
      steps += 1
      let action = pending.removeFirst()
      let isLast = pending.isEmpty
      pending += perform(action, isLast: isLast)
    }
  }

  /// The record of the end.
  var record: ServiceRecord? {
    outcome?.record(ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0))
  }

  private mutating func perform(_ action: Conversation.Action, isLast: Bool) -> [Conversation
    .Action]
  {
    switch action {
    case .connect: return connect(tls: false)
    case .connectTLS(let offer):
      self.offer = offer
      return connect(tls: true)
    case .startTLS(let offer):
      self.offer = offer
      log.append("tls" + words(offer))
      return handshake()
    case .send(let bytes): return answer(String(decoding: bytes, as: UTF8.self))
    case .deadline: return []
    case .close:
      isOpen = false
      return []
    case .finished(let outcome):
      self.outcome = outcome
      return []
    }
  }

  private mutating func connect(tls: Bool) -> [Conversation.Action] {
    log.append(tls ? "connectTLS" + words(offer) : "connect")
    connections += 1
    isInside = false
    asked = []
    isFirstByteTLS = tls
    if let failure = script.connectFailure { return conversation.connectFailed(failure) }
    if connections > script.connectionsMaximum { return conversation.connectFailed(.refused) }
    if greeting == "<reset at once>" { return conversation.connectFailed(.reset) }
    isOpen = true
    let actions = conversation.connected()
    if tls { return actions + handshake() }
    return actions + speak(greeting)
  }

  private func words(_ offer: Conversation.Offer) -> String {
    switch offer {
    case .all: ""
    case .withoutALPN: "-without-ALPN"
    case .upToTLS12: "-without-TLS-1.3"
    }
  }

  private var greeting: String {
    let greetings = script.greetings
    return greetings[min(connections, greetings.count) - 1]
  }

  private mutating func handshake() -> [Conversation.Action] {
    startedTLS += 1
    switch script.handshake {
    case .refusesALPN where offer == .all, .refusesTLS13 where offer != .upToTLS12:
      return conversation.tlsFailed(.init(detail: "alert internal_error", isAlert: true))
    case .plaintextFirst(let text) where isFirstByteTLS:
      return conversation.tlsFailed(.init(detail: "not TLS", plaintext: Array(text.utf8)))
    case .endsForALPN(let loss) where offer == .all,
      .endsForTLS13(let loss) where offer != .upToTLS12:
      return conversation.connectionLost(loss)
    case .stallsForALPN where offer == .all: return conversation.timedOut()
    case .demands(let demand):
      return conversation.tlsFailed(.init(detail: "alert", isAlert: true, demand: demand))
    case .works, .refusesALPN, .refusesTLS13, .plaintextFirst, .endsForALPN, .endsForTLS13,
      .stallsForALPN:
      isInside = true
      let actions = conversation.tlsEstablished(Self.description)
      return isFirstByteTLS ? actions + speak(greeting) : actions
    case .fails:
      return conversation.tlsFailed(.init(detail: "alert handshake_failure", isAlert: true))
    case .resets: return conversation.connectionLost(.reset)
    case .breaksOff: return conversation.connectionLost(.reset, isTLSBegun: true)
    case .echoes:
      return conversation.tlsFailed(.init(detail: "unexpected message", isEcho: true))
    case .stalls: return conversation.timedOut()
    case .plaintext(let text):
      return conversation.tlsFailed(.init(detail: "not TLS", plaintext: Array(text.utf8)))
    }
  }

  private mutating func answer(_ line: String) -> [Conversation.Action] {
    let command = line.hasSuffix("\r\n") ? String(line.dropLast(1)) : line
    log.append(command)
    guard isOpen else { return [] }
    let text = script.answer(to: command, isInside: isInside, behind: asked)
    asked.insert(String(command.split(separator: " ")[0]))
    return speak(text)
  }

  private mutating func speak(_ text: String) -> [Conversation.Action] {
    var text = text
    var end: String?
    for mark in ["<close>", "<reset>", "<alert>", "<certificate>", "<silence>"]
    where text.hasSuffix(mark) {
      text = String(text.dropLast(mark.count))
      end = mark
    }
    var actions: [Conversation.Action] = []
    if !text.isEmpty {
      let isBare = text.hasSuffix("<bare>")
      let whole = isBare ? String(text.dropLast(6)) : text + "\r\n"
      actions += deliver(Array(whole.replacing("\r\n", with: script.lineEnd).utf8))
      if script.lineEnd == "\r", end == nil, actions.isEmpty { end = "<silence>" }
    }
    switch end {
    case "<silence>": actions += timedOut()
    case nil: break
    default:
      isOpen = false
      let losses: [String: Conversation.Loss] = [
        "<close>": .closed, "<reset>": .reset, "<alert>": .alert("alert internal_error"),
        "<certificate>": .alert("alert certificate_required"),
      ]
      let loss = end.flatMap { losses[$0] } ?? .closed
      // What was sent meanwhile is lost; a driver reports nothing of a connection we closed.
      let demand: Conversation.Demand? = end == "<certificate>" ? .certificate : nil
      if !actions.contains(.close) {
        actions = record(actions) + conversation.connectionLost(loss, demand: demand)
      }
    }
    return actions
  }

  /// Silence, until the conversation does something but wait.
  private mutating func timedOut() -> [Conversation.Action] {
    timeouts += 1
    let actions = conversation.timedOut()
    return actions == [.deadline(.greeting)] ? timedOut() : actions
  }

  /// Actions whose sends go to a connection that has ended.
  private mutating func record(_ actions: [Conversation.Action]) -> [Conversation.Action] {
    actions.filter { action in
      guard case .send(let bytes) = action else { return true }
      log.append(String(decoding: bytes.dropLast(2), as: UTF8.self))
      return false
    }
  }

  private mutating func deliver(_ bytes: [UInt8]) -> [Conversation.Action] {
    if drip == 0 { return bytes.withSlice { conversation.received($0) } }
    var actions: [Conversation.Action] = []
    var index = 0
    while index < bytes.count {
      let piece = Array(bytes[index..<min(index + drip, bytes.count)])
      actions += piece.withSlice { conversation.received($0) }
      index += drip
    }
    return actions
  }
}
