import Foundation
import Testing

/// SIGINT and SIGTERM while the command waits for input: what is finished comes out first.
@Suite struct SignalTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func endsWithWhatIsFinished(_ signal: Int32, _ status: Int32) throws {
    let process = Process()
    process.executableURL = Command.binary
    process.arguments = ["logs", "--format", "jsonl", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(Logs.iis.utf8))
    #expect(Self.waits(process.processIdentifier, input))
    kill(process.processIdentifier, signal)
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // Foundation tells of an exit by a status, and of a death by a signal, in the same number.
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == status)
    #expect(text.contains("\"user\":\"bob\""))
    #expect(text.contains("\"user\":\"eve\""))
  }

  /// Whether the process has taken what the pipe had and waits for more: looked for in /proc, ten
  /// seconds at most.
  private static func waits(_ process: Int32, _ input: Pipe) -> Bool {
    let end = Date().addingTimeInterval(10)
    while Date() < end {
      var unread: Int32 = 0
      _ = ioctl(input.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &unread)
      let tasks = "/proc/\(process)/task"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
      let calls = names.compactMap {
        try? String(contentsOfFile: "\(tasks)/\($0)/syscall", encoding: .utf8)
      }
      // poll and ppoll, on x86-64 and on arm64.
      let isWaiting = calls.contains { call in
        ["7 ", "271 ", "73 "].contains { call.hasPrefix($0) }
      }
      if unread == 0, isWaiting { return true }
      sched_yield()
    }
    return false
  }
}
