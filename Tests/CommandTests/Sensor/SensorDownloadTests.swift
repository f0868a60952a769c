import Foundation
import Glibc
import TestSupport
import Testing

/// What a client who takes a large file as fast as it can does to the sensor and to the others.
@Suite struct SensorDownloadTests {
  private static let bytes = 256 << 20

  /// The file is not gathered in memory, and who says something meanwhile is answered: with the
  /// data connection before `RETR` and after it.
  @Test(arguments: [true, false]) func aFastReader(_ isConnectedFirst: Bool) throws {
    let folder = try TemporaryFolder(["large": ""])
    try #require(truncate("\(folder.path)/large", Self.bytes) == 0)
    let sensor = try SensorProcess(
      [
        "--folder", ".", "--login", "any", "--threads", "1", "--bandwidth", "0",
        "--bandwidth-total", "0",
      ], in: folder)
    let other = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(other.logIn())
    let client = try #require(PlainClient(sensor.port))
    #expect(client.logIn())
    let before = try Self.peak(of: sensor)
    client.say("EPSV\r\n")
    let words = client.line()?.firstMatch(of: /\|\|\|([0-9]+)\|/)
    let port = try #require((words?.1).flatMap { UInt16($0) })
    let early = isConnectedFirst ? PlainClient(port) : nil
    client.say("RETR large\r\n")
    let data = try #require(early ?? PlainClient(port))
    other.say("NOOP\r\n")
    var taken = 0
    while !other.hasAnswer {
      let count = data.take(1 << 20)
      taken += count
      if count == 0 { break }
    }
    // What was on its way when it was said.
    #expect(taken < 64 << 20)
    #expect(taken + data.take(.max) == Self.bytes)
    #expect(other.code() == 200)
    #expect(client.code() == 150)
    #expect(client.code() == 226)
    #expect(try Self.peak(of: sensor) - before < 32 << 10)
    sensor.end(SIGTERM)
  }

  /// The most memory that it has had, in KiB.
  private static func peak(of sensor: SensorProcess) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(sensor.number)/status", encoding: .utf8)
    return try #require(status.firstMatch(of: /VmHWM:\s+([0-9]+)/).flatMap { Int($0.1) })
  }
}
