import Bytes
import Testing

@testable import Sensor

@Suite struct AdmissionTests {
  static func limits(
    _ connections: Int, address: Int = 100, network: Int = 100, room: Int = 0
  ) -> SensorLimits {
    var limits = SensorLimits()
    limits.connections = connections
    limits.connectionsPerAddress = address
    limits.connectionsPerNetwork = network
    limits.roomForNew = room
    return limits
  }

  static func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

  /// Who comes, one after another, and what the last is told.
  @Test(
    arguments: [
      (limits(2), ["10.0.0.1"], nil),
      (limits(2), ["10.0.0.1", "10.0.1.1", "10.0.2.1"], .connectionsLimit),
      (limits(9, address: 2), ["10.0.0.1", "10.0.0.1", "10.0.0.1"], .addressLimit),
      (limits(9, address: 2), ["10.0.0.1", "10.0.0.1", "10.0.0.2"], nil),
      (limits(9, network: 2), ["10.0.0.1", "10.0.0.2", "10.0.0.3"], .networkLimit),
      (limits(9, network: 2), ["10.0.0.1", "10.0.0.2", "10.0.1.3"], nil),
      (limits(9, address: 1), ["2001:db8::1", "2001:db8::2"], .addressLimit),
      (limits(9, address: 1), ["2001:db8::1", "2001:db8:0:1::1"], nil),
      (limits(9, network: 1), ["2001:db8::1", "2001:db8:0:1::1"], .networkLimit),
      (limits(9, network: 1), ["2001:db8::1", "2001:db8:1::1"], nil),
      // The last place is for somebody new.
      (limits(2, room: 50), ["10.0.0.1", "10.0.0.1"], .connectionsLimit),
      (limits(2, room: 50), ["10.0.0.1", "10.0.1.1"], nil),
    ] as [(SensorLimits, [String], Gap.Reason?)])
  func verdict(_ limits: SensorLimits, _ comers: [String], _ reason: Gap.Reason?) throws {
    var admission = Admission(limits)
    var last = Admission.Verdict.admitted
    for comer in comers { last = admission.enter(try Self.address(comer)) }
    #expect(last == reason.map { .refused($0) } ?? .admitted)
  }

  /// A flood from one network, of ever new addresses, leaves room for another's.
  @Test func aFloodShutsNobodyOut() throws {
    var admission = Admission(Self.limits(1000, address: 10, network: 1000, room: 20))
    var admitted = 0
    for number in 0..<5000 {
      let comer = IPAddress(v4: 0x0A00_0000 + UInt32(number % 256))
      if admission.enter(comer) == .admitted { admitted += 1 }
    }
    #expect(admitted == 800)
    for number in 0..<100 {
      let verdict = admission.enter(IPAddress(v4: 0xC000_0201 + UInt32(number) << 8))
      #expect(verdict == .admitted)
    }
  }

  @Test func whoLeavesMakesRoom() throws {
    var admission = Admission(Self.limits(1))
    let one = try Self.address("10.0.0.1")
    for _ in 0..<3 {
      let verdict = admission.enter(one)
      #expect(verdict == .admitted)
      #expect(admission.count == 1)
      admission.leave(one)
    }
    #expect(admission.count == 0)
  }
}
