import Bytes
import FTPProtocol

/// A session as IIS logs it: a line for each command, with its last reply.
struct IISSessionLog {
  private let client: String
  /// Server's address and port.
  private let server: String
  private let session: String
  private var user = "-"
  private var named: [UInt8] = []
  private let isImplicit: Bool
  /// When a handshake finished behind which no command has come.
  private var handshake: Timestamp?
  private var isInTLS = false

  /// Bytes of a field that are written.
  private static let fieldMaximum = 1024

  /// IIS has implicit TLS on port 990 and nowhere else: that is how its log tells, whatever port
  /// the sensor listens on.
  init(source: EventSource, peer: IPAddress, local: IPAddress, port: UInt16, mode: ListenerMode) {
    client = peer.description
    isImplicit = mode == .implicit
    server = "\(local) \(mode == .implicit ? 990 : port)"
    let digits = Array(source.session.hex)
    session = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
      .map { String(digits[$0]) }.joined(separator: "-")
  }

  /// Adds the lines of what happened. IIS has no line for a handshake, and protects data of
  /// implicit TLS: what differs from that is a remark.
  mutating func add(_ observation: Observation, at time: Timestamp, to lines: inout [UInt8]) {
    switch observation {
    case .connect(let level):
      line("ControlChannelOpened", "-", "-", time, &lines)
      if isImplicit, level == .clear { remark("ImplicitDataClear", time, &lines) }
    case .disconnect:
      if let handshake { remark("TLSHandshakeFinished", handshake, &lines) }
      line("ControlChannelClosed", "-", "-", time, &lines)
    case .tls(let tls) where !tls.isData && tls.failure == nil && !isImplicit:
      handshake = time
      isInTLS = true
    case .command(let command):
      handshake = nil
      add(command, time, &lines)
    default: break
    }
  }

  private mutating func add(
    _ command: CommandObservation, _ time: Timestamp, _ lines: inout [UInt8]
  ) {
    let verb = command.verb.withSlice { Verb($0) }
    if verb == .user { named = command.argument }
    let isIn = command.code == 230 || command.code == 232
    if isIn, verb == .user || verb == .pass { user = Self.field(named) }
    let argument = verb == .pass ? "***" : Self.field(command.argument)
    let code = command.code.map { "\($0)" } ?? "-"
    line(Self.field(command.verb), argument, code, time, &lines)
    let isDone = command.code.map { (200..<300).contains($0) } == true
    if verb == .ccc, isDone { isInTLS = false }
    guard verb == .rein, isDone else { return }
    user = "-"
    // TLS goes on here, and would have ended at IIS (RFC 4217 §11).
    if isInTLS { remark("TLSHandshakeFinished", time, &lines) }
  }

  private func remark(_ method: String, _ time: Timestamp, _ lines: inout [UInt8]) {
    lines += "#Remark: ".utf8
    line(method, "-", "-", time, &lines)
  }

  private func line(
    _ method: String, _ stem: String, _ code: String, _ time: Timestamp, _ lines: inout [UInt8]
  ) {
    let date = "\(time.day.text) \(Self.clock(time))"
    let text = "\(date) \(client) \(user) \(server) \(method) \(stem) \(code) 0 0 \(session) -\n"
    lines += text.utf8
  }

  /// `17:49:32`.
  static func clock(_ time: Timestamp) -> String { String(time.rfc3339.dropFirst(11).prefix(8)) }

  /// A field's text: what is no letter of a log is a `+`, as IIS writes a space.
  private static func field(_ bytes: [UInt8]) -> String {
    let shown = bytes.prefix(fieldMaximum).map { $0 > 0x20 && $0 != 0x7F ? $0 : 0x2B }
    let text = Array(shown).escapedText
    return text.isEmpty || text == "-" ? "-" : text
  }
}
