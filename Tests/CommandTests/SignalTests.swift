import Foundation
import TestSupport
import Testing

/// SIGINT and SIGTERM while the command waits for input: what is finished comes out first.
@Suite struct SignalTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func endsWithWhatIsFinished(_ signal: Int32, _ status: Int32) throws {
    let run = try Self.interrupted(signal, ["logs", "--format", "jsonl", "-"], Logs.iis)
    #expect(run.status == status)
    #expect(run.text.contains("\"user\":\"bob\""))
    #expect(run.text.contains("\"user\":\"eve\""))
    #expect(run.errors.contains("stopped"), "\(run.errors)")
  }

  /// An answer that is not of all says so, and is not READY.
  @Test(arguments: [
    ("logs --format table -", Logs.explicit, "The reading was stopped"),
    ("logs --format table -", Logs.explicit, "CAN’T TELL"),
    ("logs --format html -", Logs.explicit, "The reading was stopped"),
    ("logs --format json -", Logs.explicit, "\"stopped\":true"),
    ("names --format table -", "ftp.example.org\n", "The search was stopped"),
    ("names --format json -", "ftp.example.org\n", "\"stopped\":true"),
    ("identify --format table -", "220 (vsFTPd 2.3.4)\n", "The reading was stopped"),
  ])
  func saysThatItIsNotOfAll(_ line: String, _ input: String, _ words: String) throws {
    let run = try Self.interrupted(SIGINT, line.split(separator: " ").map(String.init), input)
    #expect(run.status == 130)
    #expect(run.text.contains(words), "\(run.text)")
    #expect(run.errors.contains("stopped"), "\(run.errors)")
  }

  /// A FIFO that nobody writes to is waited for like any other input.
  @Test(arguments: [
    "logs", "names", "identify", "report", "sensor timeline", "store merge --store s.db",
  ])
  func endsBeforeAnybodyWrites(_ command: String) throws {
    let folder = try TemporaryFolder()
    let fifo = folder.path + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let words = command.replacing("s.db", with: folder.path + "/s.db").split(separator: " ")
    let run = try Self.interrupted(SIGINT, words.map(String.init) + [fifo], "")
    #expect(run.status == 130, "\(run.errors)")
  }

  /// A FIFO that is to keep a state is refused, and not waited for.
  @Test(arguments: [
    ("logs --state fifo x.log", "no state of ftpscope logs"),
    ("scan --resume fifo 192.0.2.1", "name one for --resume"),
  ])
  func pipesKeepNoState(_ line: String, _ words: String) throws {
    let folder = try TemporaryFolder(["x.log": Logs.explicit])
    #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
    let run = try folder.run("ftpscope \(line)")
    #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
  }

  /// `timeout` sends its signal twice, to the process and to its group.
  @Test func twoTogetherAreOne() throws {
    let run = try Self.interrupted(
      SIGTERM, ["logs", "--format", "json", "-"], Logs.explicit, times: 2)
    #expect(run.status == 143)
    #expect(run.text.contains("\"stopped\":true"))
  }

  /// A second signal ends what the first one does not: here the reader of what was found reads
  /// nothing.
  @Test func theSecondEndsAtOnce() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write(
      Logs.fields + (0..<2000).map { Logs.session("1", "u\($0)", "a", auth: false) }.joined(),
      "x.log")
    let process = Process()
    process.executableURL = Command.binary
    process.arguments = ["logs", "--format", "jsonl", log]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // write, on x86-64 and on arm64.
    #expect(Patience.eventually { Self.isIn(["1", "64"], process.processIdentifier) })
    let first = Date()
    #expect(
      Patience.eventually {
        kill(process.processIdentifier, SIGINT)
        return !process.isRunning
      })
    #expect(
      Date().timeIntervalSince(first) >= 0.5, "those that come with the first are one with it")
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    _ = (output, errors)
  }

  /// Runs the command, which waits for more input when the signal comes.
  private static func interrupted(
    _ signal: Int32, _ arguments: [String], _ text: String, times: Int = 1
  ) throws -> Command.Result {
    let process = Process()
    process.executableURL = Command.binary
    process.arguments = arguments
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    #expect(waits(process.processIdentifier, input))
    for _ in 0..<times {
      kill(process.processIdentifier, signal)
      usleep(2000)
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // Foundation tells of an exit by a status, and of a death by a signal, in the same number.
    #expect(process.terminationReason == .exit)
    return Command.Result(
      status: process.terminationStatus, output: data,
      errors: String(decoding: complaints, as: UTF8.self))
  }

  /// Waits until the process has taken what the pipe had and waits for more; whether it does.
  private static func waits(_ process: Int32, _ input: Pipe) -> Bool {
    Patience.eventually {
      var unread: Int32 = 0
      _ = ioctl(input.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &unread)
      // poll and ppoll, on x86-64 and on arm64.
      return unread == 0 && isIn(["7", "271", "73"], process)
    }
  }

  /// Whether a thread of the process is in one of these system calls, by their numbers.
  private static func isIn(_ calls: [String], _ process: Int32) -> Bool {
    let tasks = "/proc/\(process)/task"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return names.contains { name in
      let call = try? String(contentsOfFile: "\(tasks)/\(name)/syscall", encoding: .utf8)
      return call.map { text in calls.contains { text.hasPrefix("\($0) ") } } ?? false
    }
  }
}
