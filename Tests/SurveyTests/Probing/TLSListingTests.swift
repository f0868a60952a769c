import FTPProtocol
import NIOCore
import TLSEngine
import Testing

@testable import Survey

@Suite struct TLSListingTests {
  /// Timers that the probe has set before are still running when a list begins: none of them is the
  /// list's, or it would ask for a second connection while the first is on its way.
  @Test func earlierTimers() async throws {
    let context = try TLSContext()
    let target = collection("192.0.2.1")
    let ports = Ports([21], implicit: [])
    let plan = try target.plan(ports: ports, filter: TargetFilter(named: target.named))
    let first = plan.target(at: 0, position: 0)
    let loop = try SocketLoop()
    let wishes = try await loop.submit {
      var wishes = 0
      let probes = ProbeLoop(
        loop, settings: ProbeSettings(), context: context, ports: ports, handshakesMaximum: 1,
        wishes: { _ in wishes += 1 }, ended: { _ in })
      let listing = TLSListing(
        first,
        approach: TLSApproach(auth: .authTLS, wantsFEATFirst: false, parser: ReplyParser()),
        number: 1, generation: 20, loop: probes
      ) { _ in }
      listing.run()
      for generation in 0...20 as ClosedRange<UInt32> { listing.timerEnded(generation) }
      return wishes
    }.get()
    #expect(wishes == 1)
    try await loop.shutdownGracefully()
  }
}
