import Bytes

@testable import TLSEngine

/// Two ends of a wire, joined in memory.
final class Wire {
  let client: TLSConnection
  let server: TLSConnection
  /// What the ends did, without the bytes of the wire.
  private(set) var clientEvents: [TLSEvent] = []
  private(set) var serverEvents: [TLSEvent] = []
  /// All that crossed.
  private(set) var toServer: [UInt8] = []
  private(set) var toClient: [UInt8] = []
  /// How many bytes arrive at once.
  private let size: Int

  init(_ client: TLSConnection, _ server: TLSConnection, size: Int = .max) {
    self.client = client
    self.server = server
    self.size = size
  }

  /// Lets both ends begin, and goes on until neither has anything to say.
  func shakeHands() {
    carry(client.start(), server.start())
  }

  /// What one end says goes to the other, and so on.
  func carry(_ fromClient: [TLSEvent], _ fromServer: [TLSEvent] = []) {
    var forServer = note(fromClient, &clientEvents)
    var forClient = note(fromServer, &serverEvents)
    while !forServer.isEmpty || !forClient.isEmpty {
      toServer += forServer
      toClient += forClient
      let answers = pieces(forServer).flatMap { piece in lend(piece, server.receive) }
      let others = pieces(forClient).flatMap { piece in lend(piece, client.receive) }
      forClient = note(answers, &serverEvents)
      forServer = note(others, &clientEvents)
    }
  }

  private func note(_ events: [TLSEvent], _ log: inout [TLSEvent]) -> [UInt8] {
    var bytes: [UInt8] = []
    for event in events {
      if case .write(let more) = event { bytes += more } else { log.append(event) }
    }
    return bytes
  }

  private func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let step = min(size, max(1, bytes.count))
    return stride(from: 0, to: bytes.count, by: step).map {
      bytes[$0..<min($0 + step, bytes.count)]
    }
  }
}

/// Lends bytes.
func lend<Result>(_ bytes: some Sequence<UInt8>, _ body: (ByteSlice) -> Result) -> Result {
  Array(bytes).withUnsafeBufferPointer { body(ByteSlice($0)) }
}

/// What the peer sent, joined.
func plaintext(_ events: [TLSEvent]) -> [UInt8] {
  events.flatMap { event -> [UInt8] in
    if case .plaintext(let bytes) = event { return bytes }
    return []
  }
}

func failure(_ events: [TLSEvent]) -> TLSFailure? {
  for case .failed(let failure) in events { return failure }
  return nil
}
