import Foundation
import TestSupport
import Testing

/// What a sensor does when clients, or the machine, go to its limits.
@Suite struct SensorLimitTests {
  /// Flags, what a client says, and the code that it is told at last.
  @Test(
    arguments: [
      (["--commands-per-session", "3"], ["NOOP", "NOOP", "NOOP", "NOOP", "NOOP"], 421),
      (["--idle-seconds", "1"], ["NOOP"], 421),
      (["--session-seconds", "1"], ["NOOP"], 421),
      (["--line-bytes", "64"], ["NOOP " + String(repeating: "x", count: 100)], 500),
    ] as [([String], [String], Int)])
  func ofASession(_ flags: [String], _ commands: [String], _ last: Int) throws {
    let sensor = try SensorProcess(flags + ["--persona", "plain"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    var codes: [Int?] = []
    for command in commands { codes.append(client.ask(command)) }
    if codes.last != last { codes.append(client.code()) }
    #expect(codes.contains(last), "\(codes)")
    sensor.end(SIGTERM)
  }

  /// What nobody means is refused at the start, and not where it is calculated with.
  @Test(
    arguments: [
      ("--connections", "9223372036854775807"), ("--connections-per-address", "99999999999"),
      ("--connections-per-network", "99999999999"), ("--commands-per-session", "0"),
      ("--idle-seconds", "99999999999999999"), ("--session-seconds", "99999999999999999"),
      ("--step-seconds", "9223372036854775807"), ("--rotate-hours", "3000000000000000"),
      ("--grace-seconds", "9223372036854775807"), ("--events-per-second", "9223372036854775807"),
    ])
  func beyondReason(_ option: String, _ value: String) throws {
    let folder = try TemporaryFolder()
    let ran = try Command.shell(
      "timeout 20 $FTPSCOPE sensor --listen 127.0.0.1:0 \(option) \(value)", in: folder.path)
    #expect(ran.status == 64, "\(ran.errors)")
    #expect(ran.errors.contains("\(option) wants "), "\(ran.errors)")
  }

  @Test func eventsOfASecond() throws {
    let sensor = try SensorProcess(["--events-per-second", "1"])
    let client = try #require(PlainClient(sensor.port))
    // All at once, so that they come within a second however slow the machine is.
    client.say(String(repeating: "NOOP\r\n", count: 100))
    for _ in 0...100 { #expect(client.code() != nil) }
    #expect(
      sensor.wait { sensor.events("gap").contains { $0["reason"] as? String == "events-limit" } })
    sensor.end(SIGTERM)
    #expect(Self.lost(sensor) + sensor.events.count { $0["type"] as? String != "gap" } == 102)
  }

  /// What was dropped last is told at the end.
  @Test func eventsOfTheLastSecond() throws {
    let sensor = try SensorProcess(["--events-per-second", "1"])
    let client = try #require(PlainClient(sensor.port))
    client.say(String(repeating: "NOOP\r\n", count: 100))
    for _ in 0...100 { #expect(client.code() != nil) }
    sensor.end(SIGTERM)
    #expect(Self.lost(sensor) + sensor.events.count { $0["type"] as? String != "gap" } == 102)
  }

  private static func lost(_ sensor: SensorProcess) -> Int {
    sensor.events("gap").filter { $0["lost"] as? String == "events" }
      .compactMap { $0["count"] as? Int }.reduce(0, +)
  }

  /// A descriptor short: it stays up, and those who are there are served.
  @Test func ofDescriptors() throws {
    let sensor = try SensorProcess(["--threads", "1"], first: "ulimit -n 120")
    #expect(sensor.messages.contains("only so many files"))
    let clients = (0..<150).compactMap { _ in PlainClient(sensor.port) }
    #expect(clients.first?.code() == 220)
    #expect(clients.first?.ask("NOOP") != nil)
    #expect(sensor.isRunning)
    #expect(sensor.wait { !sensor.events("gap").isEmpty })
    #expect(sensor.end(SIGTERM) == 143)
  }

  /// Who comes while there are no descriptors waits, and is served when there are: one gap, in
  /// which nobody is said to be lost.
  @Test func aTimeWithoutDescriptors() throws {
    let sensor = try SensorProcess(["--threads", "1"])
    let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(sensor.number)/fd")
    let limited = try Command.shell(
      "prlimit --pid \(sensor.number) --nofile=\(held.count + 2)", in: "/")
    try #require(limited.status == 0, "\(limited.errors)")
    let early = try (0..<2).map { _ in try #require(PlainClient(sensor.port)) }
    for client in early { #expect(client.code() == 220) }
    let late = try (0..<3).map { _ in try #require(PlainClient(sensor.port)) }
    #expect(sensor.wait { sensor.messages.contains("no more descriptors") })
    // It is tried ten times a second: it has been awake more often since than for anything else.
    let before = Self.wakes(of: sensor)
    #expect(sensor.wait { Self.wakes(of: sensor) > before + 10 })
    for client in early { #expect(client.ask("QUIT") == 221) }
    for client in late {
      #expect(client.code() == 220)
      #expect(client.ask("QUIT") == 221)
    }
    #expect(sensor.wait { !sensor.events("gap").isEmpty })
    sensor.end(SIGTERM)
    let gaps = sensor.events("gap")
    #expect(gaps.map { $0["reason"] as? String } == ["descriptors"])
    #expect(gaps.first?["count"] is NSNull)
    #expect(sensor.events("connect").count == 5)
  }

  /// How often the threads of a sensor have gone to sleep of their own accord.
  private static func wakes(of sensor: SensorProcess) -> Int {
    let tasks = "/proc/\(sensor.number)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return threads.reduce(0) { sum, thread in
      let text = (try? String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)) ?? ""
      let found = text.firstMatch(of: /\nvoluntary_ctxt_switches:\s*([0-9]+)/)
      return sum + (found.flatMap { Int($0.1) } ?? 0)
    }
  }

  @Test func noDescriptorsAtAll() throws {
    let folder = try TemporaryFolder()
    let ran = try Command.shell(
      "ulimit -n 60; $FTPSCOPE sensor --listen 127.0.0.1:0", in: folder.path)
    #expect(ran.status == 2)
    #expect(ran.errors.contains("raise ulimit -n"), "\(ran.errors)")
  }

  /// What there is no room for among the events is counted all the same.
  @Test func countsOfWhatIsDropped() throws {
    let sensor = try SensorProcess(["--events-per-second", "1", "--metrics", "127.0.0.1:0"])
    let found = sensor.messages.firstMatch(of: /metrics at http:\/\/127\.0\.0\.1:([0-9]+)/)
    let port = try #require((found?.1).flatMap { UInt16($0) }, "\(sensor.messages)")
    let clients = try (0..<20).map { _ in try #require(PlainClient(sensor.port)) }
    for client in clients { #expect(client.code() == 220) }
    let metrics = try #require(PlainClient(port))
    metrics.say("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
    let text = String(decoding: metrics.rest(), as: UTF8.self)
    func count(_ name: String) -> Int? {
      text.split(separator: "\n").first { $0.hasPrefix("ftpscope_sensor_\(name) ") }
        .flatMap { $0.split(whereSeparator: \.isWhitespace).last }.flatMap { Int($0) }
    }
    #expect(count("connections_total") == 20)
    let dropped = try #require(count("events_dropped_total"))
    #expect(dropped > 0)
    #expect(count("events_total").map { $0 + dropped } == 20)
    sensor.end(SIGTERM)
  }

  /// Whatever was answered is in the file, whenever the process is killed: after how many answers
  /// to each client.
  @Test(arguments: [1, 50]) func aKillLosesNothingThatWasAnswered(_ least: Int) throws {
    let sensor = try SensorProcess(["--commands-per-session", "100000"])
    let port = sensor.port
    let answered = try (0..<4).map { try #require(Asker(port, name: "c\($0)")) }
    #expect(sensor.wait { answered.allSatisfy { $0.count >= least } })
    sensor.end(SIGKILL)
    let seen = Set(sensor.events("command").compactMap { $0["argument"] as? String })
    for asker in answered {
      let count = asker.stop()
      let lost = (0..<count).filter { !seen.contains("\(asker.name)-\($0)") }
      #expect(lost.isEmpty, "of \(count) that were answered")
    }
    let last = sensor.events.last?["time"] as? String
    // It goes on with the same file, and says how long it did not run.
    let next = try SensorProcess(in: sensor.folder)
    #expect(next.wait { !next.events("gap").isEmpty })
    let gap = next.events("gap").first
    #expect(gap?["reason"] as? String == "down")
    #expect(gap?["from"] as? String == last)
    #expect(next.events("command").count >= seen.count)
    next.end(SIGTERM)
  }
}

/// A client that says NOOP with a number, again and again, on a thread of its own.
private final class Asker: @unchecked Sendable {
  // Sendable: what is shared is under the lock.
  let name: String
  private let lock = NSLock()
  private var answered = 0
  private let done = DispatchSemaphore(value: 0)

  init?(_ port: UInt16, name: String) {
    self.name = name
    guard let client = PlainClient(port), client.code() != nil else { return nil }
    Thread.detachNewThread { [self] in
      while client.ask("NOOP \(name)-\(count)") != nil {
        lock.withLock { answered += 1 }
      }
      done.signal()
    }
  }

  var count: Int { lock.withLock { answered } }

  /// Waits for the end; how many were answered.
  func stop() -> Int {
    done.wait()
    return count
  }
}
