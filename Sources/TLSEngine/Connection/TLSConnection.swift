import Bytes
import COpenSSL
import TLSWire

/// One connection of TLS, either side, without a socket: bytes of the wire go in, events come out.
/// To be used by one thread at a time, and best made when the handshake begins: OpenSSL takes about
/// 9 kB for a connection, 40 kB while it shakes hands and 25 kB afterwards.
///
///     idle ──start──▶ handshaking ──.established──▶ open ──close──▶ closed
///                          │                         ├──.closedByPeer──▶ closed
///                          └────────.failed──────────┴──▶ failed
public final class TLSConnection {
  /// What bounds the memory and the work that a peer can cause.
  public enum Limits {
    /// Bytes that a peer may send before the handshake is finished.
    public static let handshakeBytesMaximum = 262_144
  }

  /// Where a connection is: see the diagram.
  public enum State: Sendable {
    case idle, handshaking, open, closed, failed
  }

  /// Where it is. Nothing leads back from `closed` and `failed`.
  public private(set) var state = State.idle

  private let context: TLSContext
  private let ssl: OpaquePointer
  private let buffers = ConnectionBuffers()
  private var handshakeBytes = 0
  private var isNotTLS = false

  /// - Parameters:
  ///   - serverName: the host name to ask for (RFC 6066 §3); an address is not asked for. Clients
  ///     only, as is the next.
  ///   - session: what to resume; one that can't be read is left out.
  public init(
    _ context: TLSContext, serverName: String? = nil, resuming session: TLSSession? = nil
  ) throws(TLSProblem) {
    guard let ssl = SSL_new(context.handle) else { throw TLSProblem("no connection is made") }
    guard let bio = buffers.makeBIO() else {
      SSL_free(ssl)
      throw TLSProblem("no connection is made")
    }
    self.context = context
    self.ssl = ssl
    SSL_set_bio(ssl, bio, bio)
    guard !context.isServer else {
      SSL_set_accept_state(ssl)
      return
    }
    SSL_set_connect_state(ssl)
    shim_note_certificate_request(ssl)
    if let serverName, IPAddress(serverName) == nil { shim_set_server_name(ssl, serverName) }
    if let session { resume(session) }
    ERR_clear_error()
  }

  deinit { SSL_free(ssl) }

  /// Sends no tickets after a handshake of TLS 1.3 (RFC 8446 §4.6.1). To a client that only sends
  /// and then closes they would be bytes it never read: its system answers with a reset, and what
  /// it sent last is lost. A server's side only; before `start`.
  public func withholdTickets() { SSL_set_num_tickets(ssl, 0) }

  /// Resumes no sessions but those of connections with the same name, of 32 bytes at most; the name
  /// is not sent. A server's side only; before `start`.
  public func resumeOnly(_ name: [UInt8]) {
    SSL_set_session_id_context(ssl, name, UInt32(min(name.count, Int(SSL_MAX_SID_CTX_LENGTH))))
  }

  /// Offers none of the context's application protocols. A client's side only; before `start`.
  public func withholdProtocols() { SSL_set_alpn_protos(ssl, nil, 0) }

  /// Offers no version above one, or takes none. Before `start`.
  public func withhold(above version: ProtocolVersion) {
    shim_set_connection_max_version(ssl, Int32(version.rawValue))
  }

  /// Begins the handshake.
  public func start() -> [TLSEvent] {
    guard state == .idle else { return [] }
    state = .handshaking
    return proceed()
  }

  /// Takes bytes from the wire, however they are cut.
  public func receive(_ bytes: ByteSlice) -> [TLSEvent] {
    guard state == .handshaking || state == .open else { return [] }
    if state == .handshaking {
      if handshakeBytes == 0, let first = bytes.first, !context.isServer {
        isNotTLS = !(20...24).contains(first)
      }
      handshakeBytes += bytes.count
      if handshakeBytes > Limits.handshakeBytesMaximum {
        return fail(TLSFailure(kind: .tooMuch, reason: "the handshake is too long"))
      }
    }
    buffers.input = UnsafeRawBufferPointer(bytes.buffer)
    defer { buffers.input = UnsafeRawBufferPointer(start: nil, count: 0) }
    return proceed()
  }

  /// Sends bytes to the peer; nothing where the connection is not open.
  public func send(_ plaintext: [UInt8]) -> [TLSEvent] {
    guard state == .open, !plaintext.isEmpty else { return [] }
    ERR_clear_error()
    if buffers.sink == nil {
      // Room for a header and a tag a record: growing would copy, and go to the kernel for memory.
      buffers.output.reserveCapacity(plaintext.count + (plaintext.count / 16_384 + 1) * 64)
    }
    var count = 0
    guard SSL_write_ex(ssl, plaintext, plaintext.count, &count) == 1 else { return fail() }
    return taken()
  }

  /// Sends bytes to the peer as `send` does, and hands what the wire gets to `write` as it is made,
  /// a record at a time: it is copied nowhere else. Gives the events besides.
  public func send(
    _ plaintext: [UInt8], _ write: (UnsafeRawBufferPointer) -> Void
  ) -> [TLSEvent] {
    withoutActuallyEscaping(write) { write in
      buffers.sink = write
      defer { buffers.sink = nil }
      return send(plaintext)
    }
  }

  /// Says that nothing more is sent (`close_notify`).
  public func close() -> [TLSEvent] {
    guard state == .open || state == .closed else { return [] }
    state = .closed
    ERR_clear_error()
    SSL_shutdown(ssl)
    ERR_clear_error()
    return taken()
  }

  /// The wire is closed or was reset.
  public func wireClosed() -> [TLSEvent] {
    switch state {
    case .open:
      state = .closed
      return [.closedByPeer(isNotified: false)]
    case .handshaking:
      let reason = "the peer closed the connection in the handshake"
      return fail(TLSFailure(kind: .closed, reason: reason))
    case .idle, .closed, .failed: return []
    }
  }

  private func proceed() -> [TLSEvent] {
    var events: [TLSEvent] = []
    if state == .handshaking {
      ERR_clear_error()
      let result = SSL_do_handshake(ssl)
      if result == 1 {
        state = .open
        events.append(.established)
      } else {
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: break
        case SSL_ERROR_ZERO_RETURN:
          let reason = "the peer said in the handshake that it closes TLS"
          return fail(TLSFailure(kind: .closed, reason: reason))
        default: return fail()
        }
      }
    }
    if state == .open { read(into: &events) }
    return taken() + events
  }

  private func read(into events: inout [TLSEvent]) {
    var plaintext: [UInt8] = []
    var end: [TLSEvent]?
    // Replies are short and fit the stack; the rest of a longer record is known to be there.
    while end == nil {
      let capacity = max(1024, min(Int(SSL_pending(ssl)), 16_384))
      end = withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { piece in
        ERR_clear_error()
        var count = 0
        let result = SSL_read_ex(ssl, piece.baseAddress, piece.count, &count)
        guard result != 1 else {
          plaintext.append(contentsOf: piece[..<count])
          return nil
        }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return []
        case SSL_ERROR_ZERO_RETURN:
          state = .closed
          return [.closedByPeer(isNotified: true)]
        default: return fail()
        }
      }
    }
    if !plaintext.isEmpty { events.append(.plaintext(plaintext)) }
    events += end ?? []
  }

  private func taken() -> [TLSEvent] {
    guard !buffers.output.isEmpty else { return [] }
    defer { buffers.output = [] }
    return [.write(buffers.output)]
  }

  private func fail() -> [TLSEvent] { fail(failure()) }

  private func fail(_ failure: TLSFailure) -> [TLSEvent] {
    state = .failed
    ERR_clear_error()
    return taken() + [.failed(failure)]
  }

  private func failure() -> TLSFailure {
    let error = OpenSSLError.take()
    if let code = error?.peerAlert {
      let name = TLSAlert(level: 2, code: code).name
      return TLSFailure(kind: .alert, reason: "the peer sent the alert \(name)", alert: name)
    }
    let reason = error?.reason ?? "TLS ended for no reason that was told"
    if isNotTLS {
      return TLSFailure(kind: .notTLS, reason: "the peer's answer is no TLS (\(reason))")
    }
    return TLSFailure(kind: .broken, reason: reason)
  }

  private func resume(_ session: TLSSession) {
    let read = session.bytes.withUnsafeBufferPointer { buffer in
      var start = buffer.baseAddress
      return d2i_SSL_SESSION(nil, &start, buffer.count)
    }
    guard let read else { return }
    SSL_set_session(ssl, read)
    SSL_SESSION_free(read)
  }
}

extension TLSConnection {
  /// Whether the peer has asked for a certificate. A client's side only.
  public var isCertificateAsked: Bool { shim_is_certificate_asked(ssl) == 1 }

  /// What the handshake agreed on; nil where it did not come so far.
  public var negotiated: NegotiatedTLS? { NegotiatedTLS(ssl) }

  /// What to resume the connection from, on another one. With TLS 1.3 there is none before the
  /// server sent a ticket, after the handshake; the newest one is given.
  public var session: TLSSession? {
    guard let session = SSL_get1_session(ssl) else { return nil }
    defer { SSL_SESSION_free(session) }
    guard SSL_SESSION_is_resumable(session) == 1 else { return nil }
    let count = Int(i2d_SSL_SESSION(session, nil))
    guard count > 0 else { return nil }
    return TLSSession(
      bytes: [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
        var target = buffer.baseAddress
        used = max(0, Int(i2d_SSL_SESSION(session, &target)))
      })
  }

  /// The certificates that the peer sent, its own first, also where the handshake failed later;
  /// nil where it sent none. Of a resumed session, only its own is known.
  public var peerChain: PeerChain? {
    guard let own = SSL_get1_peer_certificate(ssl) else { return nil }
    let leaf = X509Handle(owning: own)
    let sent = SSL_get_peer_cert_chain(ssl)
    // A client's list begins with the server's own certificate, a server's list does not.
    let first = context.isServer ? 0 : 1
    let last = min(Int(shim_certificate_count(sent)), first + PeerChain.Limits.issuersMaximum)
    let issuers = (first..<max(first, last)).compactMap { index in
      shim_certificate(sent, Int32(index)).map { X509Handle(sharing: $0) }
    }
    return PeerChain([leaf] + issuers)
  }
}
