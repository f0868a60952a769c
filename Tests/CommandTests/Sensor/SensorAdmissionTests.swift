import Foundation
import Testing

/// Who is let in, as flags have it, and what those are told who are not.
@Suite struct SensorAdmissionTests {
  /// Flags, where clients come from, whether each is let in, and why not.
  @Test(
    arguments: [
      (["--connections-per-address", "2"], [1, 1, 1, 2], [true, true, false, true], "address"),
      (
        ["--connections-per-address", "1", "--connections-per-network", "2"], [1, 2, 3, 0x1_0001],
        [true, true, false, true], "network"
      ),
      (
        ["--connections", "2", "--room-for-new", "0"], [1, 2, 3], [true, true, false], "connections"
      ),
      // Two of four places are for those who are new, and not of a network that has many.
      (
        ["--connections", "4", "--room-for-new", "50", "--connections-per-network", "20"],
        [1, 1, 1, 0x1_0001], [true, true, false, true], "connections"
      ),
    ] as [([String], [UInt32], [Bool], String)])
  func places(_ flags: [String], _ comers: [UInt32], _ isLetIn: [Bool], _ reason: String) throws {
    let sensor = try SensorProcess(flags)
    var clients: [PlainClient] = []
    for (comer, isLetIn) in zip(comers, isLetIn) {
      let client = try #require(PlainClient(sensor.port, from: comer), "\(sensor.messages)")
      clients.append(client)
      if isLetIn {
        #expect(client.line() == "220 (vsFTPd 3.0.3)")
      } else {
        #expect(
          client.line() == "421 There are too many connected users, please try later.")
        #expect(client.line() == nil)
      }
    }
    #expect(clients[0].ask("NOOP") != nil)
    #expect(sensor.wait { !sensor.events("gap").isEmpty })
    sensor.end(SIGTERM)
    let gap = try #require(sensor.events("gap").first)
    #expect(gap["reason"] as? String == "\(reason)-limit")
    #expect(gap["lost"] as? String == "connections")
    #expect(gap["count"] as? Int == 1)
    #expect(sensor.events("connect").count == isLetIn.count { $0 })
  }

  /// Where TLS comes first there are no words.
  @Test func inTLS() throws {
    let sensor = try SensorProcess(["--connections-per-address", "1"], modes: ["implicit"])
    let first = try #require(PlainClient(sensor.port))
    #expect(sensor.wait { !sensor.events("connect").isEmpty })
    let second = try #require(PlainClient(sensor.port))
    #expect(second.line() == nil)
    first.close()
    sensor.end(SIGTERM)
  }
}
