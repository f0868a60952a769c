import Bytes
import Testing

@testable import TLSWire

@Suite struct EnumerationTests {
  typealias Action = Enumeration.Action

  /// Suites that are spread over all batches of TLS 1.2, and some of the other versions.
  static let modern = suites([0x1302, 0x1303, 0x1301])
  static let usual = suites([0xC030, 0xCCA8, 0xC02F, 0x009D, 0x002F, 0x0035])
  static let spread = suites([0xC0A8, 0x002F, 0xC034, 0xC030, 0x0018, 0x008C, 0xCCA8])
  static let old = suites([0x0005, 0x000A, 0x0003])

  static func suites(_ numbers: [UInt16]) -> [CipherSuite] {
    numbers.map(CipherSuite.init(rawValue:))
  }

  @Test(arguments: Pieces.allCases) func anOrderOfItsOwn(_ pieces: Pieces) {
    let server = ModelServer(
      accepts: [.tls13: Self.modern, .tls12: Self.usual, .sslv3: Self.old], order: .server)
    let outcome = server.enumerate(pieces)
    #expect(outcome.isComplete)
    #expect(outcome.versions.map(\.version) == [.tls13, .tls12, .sslv3])
    #expect(outcome.versions.map(\.suites) == [Self.modern, Self.usual, Self.old])
    #expect(outcome.versions.allSatisfy { $0.order == .server })
  }

  @Test func theClientsOrder() {
    let server = ModelServer(
      accepts: [.tls13: Self.modern, .tls12: Self.spread, .tls10: Self.old], order: .client)
    let outcome = server.enumerate()
    #expect(outcome.isComplete)
    #expect(
      outcome.versions.map { Set($0.suites) }
        == [Self.modern, Self.spread, Self.old].map { Set($0) })
    #expect(outcome.versions.allSatisfy { $0.order == .client })
  }

  /// The batches' orders are joined to one.
  @Test func anOrderAcrossBatches() {
    let outcome = ModelServer(accepts: [.tls12: Self.spread], order: .server).enumerate()
    #expect(outcome.versions.map(\.suites) == [Self.spread])
    #expect(outcome.versions.map(\.order) == [.server])
  }

  /// A server that grants ChaCha20 to clients that put it first has an order of its own still.
  @Test func preferredChaCha() {
    let server = ModelServer(
      accepts: [.tls12: Self.usual, .tls13: Self.modern], order: .server, grantsChaCha: true)
    #expect(server.enumerate().versions.map(\.order) == [.server, .server])
  }

  @Test func oneSuite() {
    let outcome = ModelServer(accepts: [.tls10: [Self.old[0]]], order: .server).enumerate()
    let wanted = AcceptedSuites(version: .tls10, suites: [Self.old[0]], order: .unknown)
    #expect(outcome.versions == [wanted])
  }

  @Test(arguments: ModelServer.Refusal.allCases) func noneAtAll(_ refusal: ModelServer.Refusal) {
    let outcome = ModelServer(accepts: [:], order: .server, refusal: refusal).enumerate()
    #expect(outcome.versions.isEmpty)
    #expect(outcome.isComplete)
    #expect(outcome.connections < 30)
  }

  /// The end comes, and what was found till then is kept.
  @Test(arguments: 1...20) func limited(_ connections: Int) {
    let server = ModelServer(accepts: [.tls13: Self.modern, .tls12: Self.spread], order: .server)
    let outcome = server.enumerate(
      limits: Enumeration.Limits(connectionsMaximum: connections))
    #expect(outcome.connections <= connections)
    #expect(!outcome.isComplete)
    #expect(!outcome.versions.isEmpty)
  }

  @Test func connectionsThatFail() {
    var enumeration = Enumeration()
    #expect(enumeration.start() == [.connect])
    #expect(enumeration.start() == [])
    #expect(enumeration.connectionFailed() == [.connect])
    let end = Enumeration.Outcome(versions: [], isComplete: false, connections: 2)
    #expect(enumeration.connectionFailed() == [.finished(end)])
    #expect(enumeration.connected(entropy: HelloTests.entropy) == [])
    #expect(enumeration.closed() == [])
  }

  /// A server that knows no such name tells nothing of its versions.
  @Test func nameThatIsRefused() {
    var enumeration = Enumeration()
    _ = enumeration.start()
    _ = enumeration.connected(entropy: HelloTests.entropy)
    let actions = withBytes(hex("15 0303 0002 0270")) { enumeration.received($0) }
    let end = Enumeration.Outcome(versions: [], isComplete: false, connections: 1)
    #expect(actions == [.close, .finished(end)])
  }

  /// Warnings before the answer are passed over; answers that make no sense end a version.
  @Test(arguments: [
    ("15 0303 0002 0170", 0), ("15 0303 0002 0228", 1), ("15 0303 0002 0246", 1),
    ("15 0303 0002 0100", 1), ("32 32 30", 1), ("16 0303 0004 0E000000", 1),
    ("16 0303 0005 0200000100", 1), ("17 0303 0001 00", 1), ("16 0303", 0),
  ])
  func answers(_ bytes: String, _ closes: Int) {
    var enumeration = Enumeration(versions: [.tls12])
    _ = enumeration.start()
    _ = enumeration.connected(entropy: HelloTests.entropy)
    let actions = withBytes(hex(bytes)) { enumeration.received($0) }
    #expect(actions.filter { $0 == .close }.count == closes)
  }

  @Test func flood() {
    var enumeration = Enumeration(versions: [.tls13])
    _ = enumeration.start()
    _ = enumeration.connected(entropy: HelloTests.entropy)
    let warning = hex("15 0303 0002 0170")
    var count = 0
    while withBytes(warning, { enumeration.received($0) }).isEmpty, count < 100_000 { count += 1 }
    #expect(count == 65_536 / warning.count)
  }
}
