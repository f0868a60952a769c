import Bytes
import NIOCore
import TLSEngine
import TLSWire

/// One TCP connection of a probe, with TLS once it is asked for: the socket's bytes become events,
/// and what the probe says becomes bytes.
final class Wire: SocketUser {
  /// What happened on the wire.
  enum Event {
    case opened
    case notOpened(SocketError)
    case received(ByteSlice)
    case tlsEstablished(NegotiatedTLS, PeerChain?)
    /// With the first bytes that came, where they were no TLS; or whether they were our own.
    case tlsFailed(TLSFailure, plaintext: [UInt8], isEcho: Bool)
    case closed
    case failed(any Error)
  }

  /// What first bytes are kept of a handshake, to tell what speaks there.
  private static let headMaximum = 256

  /// Told of events, on the socket's loop; nil once the probe has no more use for the wire.
  private var tell: ((Event) -> Void)?
  private var socket: Socket?
  private var tls: TLSConnection?
  private var isEstablished = false
  /// Whether the peer has sent a part of TLS since it was begun.
  private(set) var isTLSAnswered = false
  /// Whether the peer has asked for a certificate of ours.
  var isCertificateAsked: Bool { tls?.isCertificateAsked == true }
  private var head: [UInt8] = []
  /// The first bytes that we sent of the handshake: our hello's.
  private var hello: [UInt8] = []
  /// What came while the handshake had to wait; nil where it did not.
  private var held: [UInt8]?
  /// Whether the peer has closed the connection.
  private(set) var isClosed = false

  init(_ tell: @escaping (Event) -> Void) { self.tell = tell }

  // MARK: What the probe asks

  /// Begins to connect.
  func connect(to address: SocketAddress, on loop: SocketLoop) {
    let socket = Socket(loop, user: self)
    self.socket = socket
    socket.connect(to: address)
  }

  /// Keeps what happens for `startTLS`, which comes later: the first bytes, and the end.
  func hold() { held = [] }

  /// Begins the handshake. `serverName` is what SNI asks for. Throws `TLSProblem`.
  func startTLS(
    _ context: TLSContext, serverName: String?, _ offer: Conversation.Offer
  ) throws {
    let tls = try TLSConnection(context, serverName: serverName)
    if offer != .all { tls.withholdProtocols() }
    if offer == .upToTLS12 { tls.withhold(above: .tls12) }
    self.tls = tls
    perform(tls.start())
    guard let early = held else { return }
    held = nil
    if !early.isEmpty { early.withSlice { received($0) } }
    if isClosed { tellEnd() }
  }

  /// Sends bytes, inside TLS where it holds.
  func send(_ bytes: [UInt8]) {
    if let tls { perform(tls.send(bytes)) } else { socket?.send(bytes) }
  }

  /// Closes the connection and tells nothing more of it.
  func close() {
    tell = nil
    if let tls { perform(tls.close()) }
    tls = nil
    socket?.close()
    socket = nil
  }

  // MARK: What the socket tells

  func connected() { tell?(.opened) }

  func notConnected(_ error: SocketError) {
    socket = nil
    tell?(.notOpened(error))
    tell = nil
  }

  func ended() {
    socket = nil
    isClosed = true
    if held == nil { tellEnd() }
  }

  private func tellEnd() {
    if let tls { perform(tls.wireClosed()) } else { tell?(.closed) }
    tell = nil
  }

  func failed(_ error: SocketError) {
    socket = nil
    tell?(.failed(error))
    tell = nil
  }

  // MARK: TLS

  func received(_ bytes: ByteSlice) {
    if let early = held {
      held = early + bytes[0..<min(bytes.count, Self.headMaximum - early.count)].buffer
      return
    }
    guard let tls else {
      tell?(.received(bytes))
      return
    }
    if !isEstablished, head.count < Self.headMaximum {
      head.append(contentsOf: bytes[0..<min(bytes.count, Self.headMaximum - head.count)].buffer)
      // The kinds of records of TLS (RFC 8446 §5.1).
      isTLSAnswered = head.first.map { (20...23).contains($0) } ?? false
    }
    perform(tls.receive(bytes))
  }

  private func perform(_ events: [TLSEvent]) {
    for event in events {
      switch event {
      case .write(let bytes):
        if hello.isEmpty, !isEstablished { hello = Array(bytes.prefix(Self.headMaximum)) }
        socket?.send(bytes)
      case .established:
        isEstablished = true
        head = []
        hello = []
        if let tls, let negotiated = tls.negotiated {
          tell?(.tlsEstablished(negotiated, tls.peerChain))
        }
      case .plaintext(let bytes): bytes.withSlice { tell?(.received($0)) }
      case .closedByPeer: tell?(.closed)
      case .failed(let failure): fail(failure)
      }
    }
  }

  private func fail(_ failure: TLSFailure) {
    if isEstablished {
      tell?(.failed(failure))
    } else {
      // No server begins with a ClientHello, which the sixth byte tells (RFC 8446 §4).
      let isEcho = head.count > 5 && hello.starts(with: head)
      tell?(.tlsFailed(failure, plaintext: failure.kind == .notTLS ? head : [], isEcho: isEcho))
    }
  }
}
