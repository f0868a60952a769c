import Foundation
import TestSupport
import Testing

/// How much of what clients send is kept, and how much they may make up, as flags have it.
@Suite struct SensorUploadLimitTests {
  /// Flags, the sizes of files that one client sends, and whether each is in the quarantine.
  @Test(
    arguments: [
      (["--uploads-per-address", "2"], [10, 20, 30], [true, true, false]),
      (["--bytes-per-upload", "20"], [10, 30], [true, false]),
      (["--bytes-per-session", "40"], [10, 20, 30], [true, true, false]),
      (["--bytes-per-address", "40"], [10, 20, 30], [true, true, false]),
      // A byte takes a block, and its record another.
      (["--quarantine-bytes", "16K"], [1, 2, 3], [true, true, false]),
      (["--quarantine-bytes", "16K"], [8193, 4096, 4096], [true, false, false]),
    ] as [([String], [Int], [Bool])])
  func isKept(_ flags: [String], _ sizes: [Int], _ isKept: [Bool]) throws {
    let sensor = try SensorProcess(flags + ["--login", "any"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    for (index, size) in sizes.enumerated() {
      let bytes = [UInt8](repeating: 0x41 + UInt8(index), count: size)
      #expect(client.store("f\(index)", bytes) == 226)
    }
    sensor.end(SIGTERM)
    let uploads = sensor.events("upload")
    #expect(uploads.map { $0["quarantined"] as? Bool } == isKept)
    #expect(uploads.map { $0["size"] as? Int } == sizes)
    #expect(uploads.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
    let kept = try FileManager.default.contentsOfDirectory(
      atPath: "\(sensor.folder.path)/state/quarantine")
    #expect(kept.count { $0.count == 64 } == isKept.count { $0 })
  }

  /// Flags, commands, and the codes that they come to.
  @Test(
    arguments: [
      (["--uploads-per-session", "1"], ["STOR a", "STOR b"], [226, 552]),
      // The folder that they are made in is one.
      (["--entries-per-session", "3"], ["MKD a", "MKD b", "MKD c"], [257, 257, 550]),
    ] as [([String], [String], [Int])])
  func ofASession(_ flags: [String], _ commands: [String], _ codes: [Int]) throws {
    let sensor = try SensorProcess(flags + ["--login", "any", "--persona", "plain"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    let told = commands.map { command in
      command.hasPrefix("STOR ")
        ? client.store(String(command.dropFirst(5)), [0x61]) : client.ask(command)
    }
    #expect(told == codes)
    sensor.end(SIGTERM)
  }
}
