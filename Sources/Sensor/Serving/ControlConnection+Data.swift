import Bytes
import NIOCore
import TLSEngine

/// What there is of a data connection.
struct DataState {
  /// Where one is waited for.
  var passive: PassivePort?
  /// Where one is to be made to.
  var activePort: UInt16?
  var connection: DataConnection?
  /// How the session wants to use the one that is not there yet.
  var wanted: DataUse?
  /// Whether somebody else has connected in place of the client.
  var metStranger = false
  var generation: UInt32 = 0
  /// Bytes of this session's uploads that were kept.
  var bytesKept = 0
  /// What may still move in this second; nil: as much as there is.
  var bandwidth: TokenBucket?
  /// Tells the latest wait for bandwidth from those before it.
  var slowed: UInt32 = 0

  /// Whether a connection comes from the port that is waited on, or was made for the transfer that
  /// waits: what ABOR or another PORT has overtaken does not.
  func expects(_ connection: DataConnection) -> Bool {
    switch connection.origin {
    case .passive(let port): passive === port
    case .active(let generation): generation == self.generation && wanted != nil
    }
  }

  /// Whether nothing is sent, nor waited for by the session.
  var isIdle: Bool { wanted == nil && connection?.isInUse != true }
}

extension ControlConnection {
  /// Waits for the client on a port of its own.
  func listen() {
    dropData()
    guard let own = localAddress else { return }
    let passive = PassivePort(self)
    data.passive = passive
    // A port that nobody comes to is not kept: there may be few.
    loop.setTimer(number, .data, data.generation, in: limits.stepSeconds * 1000)
    passive.bind(own) { port in
      if let port {
        self.tell { $0.passiveListening(port: port, at: $1) }
      } else {
        self.tell { $0.passiveFailed(at: $1) }
      }
    }
  }

  func openData(_ use: DataUse) {
    data.generation &+= 1
    if let connection = data.connection { return connection.begin(use) }
    guard data.passive != nil || data.activePort != nil else { return fail(.noConnection, nil) }
    data.wanted = use
    loop.setTimer(number, .data, data.generation, in: limits.stepSeconds * 1000)
    guard let port = data.activePort else { return }
    data.activePort = nil
    guard loop.shared.settings.allowsActive, port >= 1024, let own = localAddress else {
      data.wanted = nil
      return fail(.noConnection, nil)
    }
    DataConnection.connect(to: peer, port, from: own, self)
  }

  /// Gives up the data connection, and what was waited for.
  func dropData() {
    data.generation &+= 1
    data.passive?.close()
    data.passive = nil
    data.activePort = nil
    data.wanted = nil
    data.metStranger = false
    let connection = data.connection
    data.connection = nil
    connection?.drop()
  }

  func dataTimedOut(_ generation: UInt32) {
    guard generation == data.generation else { return }
    guard data.wanted != nil || data.connection?.isShakingHands == true else {
      data.passive?.close()
      data.passive = nil
      return
    }
    let failure: DataFailure =
      if data.wanted == nil {
        .tls("the handshake was not finished in time")
      } else {
        data.metStranger ? .stranger : .noConnection
      }
    let tls = data.connection?.observation
    dropData()
    fail(failure, tls)
  }

  private func fail(_ failure: DataFailure, _ tls: TLSObservation?) {
    tell { $0.dataFailed(failure, tls: tls, at: $1) }
  }

  // MARK: What data connections tell

  /// The client has connected, or was connected to. Whether it is wanted.
  func dataConnected(_ connection: DataConnection) -> Bool {
    guard !hasEnded, data.connection == nil, data.expects(connection) else { return false }
    data.connection = connection
    data.passive?.close()
    data.passive = nil
    tell { $0.dataConnected(at: $1) }
    guard let use = data.wanted else { return true }
    data.wanted = nil
    connection.begin(use)
    return true
  }

  /// Somebody else connected to the port.
  func strangerConnected(_ address: SocketAddress?) {
    data.metStranger = true
    let place = IPAddress(address).map { "\($0) \(address?.port ?? 0)" } ?? ""
    observe(.exploit(signature: "data-port-stealing", cve: nil, payload: Array(place.utf8)))
  }

  /// An upload that was given up, with what came of its bytes.
  func completed(_ observation: Observation) -> Observation {
    guard case .upload(var upload) = observation, upload.sha256 == nil, let kept = cutOff else {
      return observation
    }
    cutOff = nil
    upload.sha256 = kept.sha256
    upload.isQuarantined = kept.isQuarantined
    upload.content = kept.content
    return .upload(upload)
  }

  /// Where the bytes of an upload go.
  func newUpload() -> Upload {
    Upload(loop.shared.quarantine, limits, of: peer, keptInSession: data.bytesKept)
  }

  func dataFailed(_ failure: DataFailure, _ tls: TLSObservation?) {
    dropData()
    fail(failure, tls)
  }

  func dataOpened(_ tls: TLSObservation?) { tell { $0.dataOpened(tls: tls, at: $1) } }

  func dataReceived(_ bytes: ByteSlice) {
    dataMoves()
    tell { $0.dataReceived(bytes, at: $1) }
  }

  func dataSent() {
    dataMoves()
    tell { $0.dataSent(at: $1) }
  }

  func dataClosed(isClean: Bool, _ kept: KeptUpload?) {
    data.connection = nil
    data.generation &+= 1
    tell { $0.dataClosed(isClean: isClean, kept: kept, at: $1) }
  }
}
