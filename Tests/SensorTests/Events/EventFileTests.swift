import Bytes
import Foundation
import Logging
import TestSupport
import Testing

@testable import Sensor

@Suite struct EventFileTests {
  private let own: TemporaryFolder
  private var folder: String { own.path }
  static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  static let never = EventLog.Rotation(bytes: .max, seconds: 0)

  init() throws { own = try TemporaryFolder() }

  private var path: String { "\(folder)/events.jsonl" }

  private func log(_ rotation: EventLog.Rotation = Self.never) throws -> EventLog {
    return try EventLog(path: path, rotation: rotation, logger: Self.silent)
  }

  private func write(_ line: String, _ log: EventLog, at second: Int64 = 0) -> Bool {
    let lines = Array("\(line)\n".utf8)
    return log.isWritten(
      log.append(lines, events: 1, at: Timestamp(milliseconds: second * 1000)))
  }

  private var names: [String] {
    own.names
  }

  private func all(_ tail: inout EventTail) -> String {
    var text = ""
    while true {
      let lines = tail.next()
      if lines.isEmpty { return text }
      text += String(decoding: lines, as: UTF8.self)
    }
  }

  /// The last event is found behind a line that was cut off, and in the file of before.
  @Test(arguments: ["", "{\"record\":\"ev", "foreign\n"]) func lastTime(_ end: String) throws {
    #expect(EventFiles.lastTime(path) == nil)
    let log = try log(EventLog.Rotation(bytes: 4, seconds: 0))
    for second in [12, 14] {
      let event =
        #"{"record":"event","time":"2026-11-24T10:00:\#(second).345Z","sensor":"s","#
        + #""session":"1","type":"connect"}"#
      #expect(write(event, log, at: Int64(second)))
    }
    let written = try String(contentsOfFile: path, encoding: .utf8)
    try (written + end).write(toFile: path, atomically: false, encoding: .utf8)
    #expect(EventFiles.lastTime(path) == Timestamp(rfc3339: "2026-11-24T10:00:14.345Z"))
    try end.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(EventFiles.lastTime(path) == Timestamp(rfc3339: "2026-11-24T10:00:12.345Z"))
  }

  /// The reader of a pipe that stops reading holds nobody up, and gets all once it goes on. Nor is
  /// a pipe ever full as a file is.
  @Test func aPipeThatIsNotRead() throws {
    try #require(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let log = try log(EventLog.Rotation(bytes: 4, seconds: 0))
    let line = String(repeating: "x", count: 5000)
    var lines = 0
    repeat { lines += 1 } while write(line, log) && lines < 1000
    #expect(Patience.eventually { !log.isWritten(UInt64(lines * 5001)) && log.isStuck })
    #expect(lines < 1000 && log.isStuck)
    #expect(!write(line, log))
    var bytes = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    repeat {
      let got = read(reader, &buffer, buffer.count)
      if got > 0 { bytes += got }
    } while !log.isWritten(UInt64((lines + 1) * 5001))
    bytes += max(0, read(reader, &buffer, buffer.count))
    #expect(bytes == (lines + 1) * 5001)
    #expect(!log.isStuck && log.finish() == 0)
    #expect(names == ["events.jsonl"])
  }

  /// A pipe that is full is no fault: nobody waits for its reader, who is behind only once it has
  /// been full for some time.
  @Test func aPipeThatIsFullForAMoment() throws {
    try #require(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let log = try log()
    let other = open(path, O_WRONLY | O_NONBLOCK)
    var buffer = [UInt8](repeating: 0x20, count: 1 << 20)
    #expect(Glibc.write(other, buffer, buffer.count) > 0)
    close(other)
    let ticket = log.append(Array("a\n".utf8), events: 1, at: .now)
    #expect(!log.isStuck)
    #expect(Patience.eventually { !log.isWritten(ticket) && log.isStuck })
    #expect(read(reader, &buffer, buffer.count) > 0)
    #expect(log.isWritten(ticket) && !log.isStuck)
  }

  @Test func fullFilesAreRenamedAndReadInOrder() throws {
    let log = try log(EventLog.Rotation(bytes: 4, seconds: 0))
    var tail = EventTail(log, from: nil)
    #expect(write("a1", log, at: 10))
    let begun = all(&tail)
    #expect(begun == "a1\n")
    for (index, word) in ["a2", "b1", "b2", "c1"].enumerated() {
      #expect(write(word, log, at: 11 + Int64(index)))
    }
    #expect(names.count == 3)
    #expect(names[0] == "events-19700101T000012.000Z-1.jsonl")
    #expect(tail.lag == 12)
    let rest = all(&tail)
    #expect(rest == "a2\nb1\nb2\nc1\n")
    #expect(tail.lag == 0)
    // Somebody who was away finds the place again, also in a file that was renamed since.
    var back = EventTail(log, from: EventTail.Place(file: try number(of: names[0]), offset: 3))
    let goneOn = all(&back)
    #expect(goneOn == "a2\nb1\nb2\nc1\n")
    var lost = EventTail(log, from: EventTail.Place(file: 1, offset: 99))
    let anew = all(&lost)
    #expect(anew == "a1\na2\nb1\nb2\nc1\n")
  }

  /// Somebody else's rotation while nobody reads: whatever the files are called now, all of them
  /// are read, in order, also after a restart.
  @Test func whatOthersRenamedIsReadToo() throws {
    let written = "b1-late\nb1\nc1-late\nc1\nd1-late\nd1\n"
    var place: EventTail.Place?
    do {
      let log = try log()
      var tail = EventTail(log, from: nil)
      #expect(write("a1", log))
      let begun = all(&tail)
      #expect(begun == "a1\n")
      place = tail.place
      for word in ["b1", "c1", "d1"] {
        for number in [2, 1, 0] {
          let old = number == 0 ? path : "\(path).\(number)"
          guard FileManager.default.fileExists(atPath: old) else { continue }
          try FileManager.default.moveItem(atPath: old, toPath: "\(path).\(number + 1)")
        }
        #expect(write("\(word)-late", log))
        log.reopen()
        #expect(write(word, log))
      }
      #expect(tail.lag == written.utf8.count)
      let rest = all(&tail)
      #expect(rest == written)
      #expect(tail.lag == 0)
      #expect(tail.takeGone().isEmpty)
      tail.close()
    }
    for number in 1...3 {
      let time = Date(timeIntervalSince1970: 1000 - Double(number))
      try FileManager.default.setAttributes(
        [.modificationDate: time], ofItemAtPath: "\(path).\(number)")
    }
    var again = EventTail(try log(), from: place)
    let rest = all(&again)
    #expect(rest == written)
  }

  /// A file that was removed before it was read is told of.
  @Test func whatIsGoneIsTold() throws {
    let log = try log(EventLog.Rotation(bytes: 4, seconds: 0))
    var tail = EventTail(log, from: nil)
    for word in ["a1", "a2", "b1", "b2", "c1"] { #expect(write(word, log)) }
    try FileManager.default.removeItem(atPath: "\(folder)/\(names[0])")
    // One that was only renamed is found by its number.
    try FileManager.default.moveItem(
      atPath: "\(folder)/\(names[0])", toPath: "\(folder)/archived")
    let rest = all(&tail)
    #expect(rest == "b1\nb2\nc1\n")
    let gone = tail.takeGone()
    #expect(gone.map(\.size) == [6])
  }

  /// What can't be read is told of, a line that is too long is left out, and what is behind is read.
  @Test func whatCantBeReadIsTold() throws {
    let log = try log()
    let long = String(repeating: "x", count: 5 << 19)
    try "a1\n\(long)\na2\n".write(toFile: "\(path).2", atomically: false, encoding: .utf8)
    // Reading where nothing is mapped fails, as a disk may.
    try FileManager.default.createSymbolicLink(
      atPath: "\(path).1", withDestinationPath: "/proc/self/mem")
    #expect(write("b1", log))
    var tail = EventTail(log, from: nil)
    let lines = all(&tail).split(separator: "\n")
    #expect(lines.filter { $0.utf8.count < 3 } == ["a1", "a2", "b1"])
    #expect(tail.takeGone().map(\.path) == ["\(path).1"])
    #expect(tail.lag == 0)
  }

  @Test func namesThatOthersGive() {
    let cases = [
      ("events.jsonl.1", true), ("events.jsonl-20261126", true), ("events-20261126.jsonl", true),
      ("events.1.jsonl", true), ("events.jsonl.1.gz", false), ("events-two.jsonl", false),
      ("events.jsonl", false), ("other.jsonl", false), ("events2.jsonl", false),
    ]
    for (name, isOne) in cases {
      #expect(EventFiles.isOthers(name, stem: "events", ending: ".jsonl") == isOne, "\(name)")
    }
  }

  private func number(of name: String) throws -> UInt64 {
    let about = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
    return try #require(about[.systemFileNumber] as? UInt64)
  }

  /// An IIS log whose file can't be begun, at midnight say: it is tried again, and what was lost is
  /// counted.
  @Test func anIISLogThatCannotBeBegun() throws {
    let log = try IISLogWriter(folder: "\(folder)/iis", logger: Self.silent)
    try FileManager.default.removeItem(atPath: "\(folder)/iis")
    let time = Timestamp(milliseconds: 0)
    log.append(Array("a\nb\n".utf8), at: time)
    #expect(log.lost == 2)
    try FileManager.default.createDirectory(
      atPath: "\(folder)/iis", withIntermediateDirectories: true)
    log.append(Array("c\n".utf8), at: time)
    let text = try String(contentsOfFile: "\(folder)/iis/u_ex700101.log", encoding: .utf8)
    #expect(text.hasPrefix("#Software: "))
    #expect(text.hasSuffix("#Remark: LinesLost 1970-01-01 00:00:00 2\nc\n"))
    #expect(log.lost == 2)
  }

  @Test func aDayHasItsFile() throws {
    let log = try log(EventLog.Rotation(bytes: .max, seconds: 86_400))
    let day = Timestamp.now.milliseconds / 1000 / 86_400 * 86_400
    #expect(write("a", log, at: day))
    #expect(write("b", log, at: day + 86_399))
    #expect(names.count == 1)
    #expect(write("c", log, at: day + 86_400))
    #expect(names.count == 2)
  }

  /// A name that is too long for another: events go on in the file, and it is tried again once as
  /// much has been written.
  @Test func aFileThatCannotBeRenamed() throws {
    let name = String(repeating: "e", count: 244) + ".jsonl"
    let log = try EventLog(
      path: "\(folder)/\(name)", rotation: EventLog.Rotation(bytes: 4, seconds: 0),
      logger: Self.silent)
    for word in ["a1", "a2", "b1", "b2"] { #expect(write(word, log)) }
    #expect(names == [name])
    #expect(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) == "a1\na2\nb1\nb2\n")
  }

  @Test func aLineThatACrashCutOffIsEnded() throws {
    try Data("{\"a\"".utf8).write(to: URL(fileURLWithPath: path))
    #expect(write("b", try log()))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "{\"a\"\nb\n")
  }

  /// A disk that is full: what was handed over waits, in order, and is written once there is room.
  @Test func aFullDiskLosesNothing() throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
    let log = try log()
    let first = log.append(Array("a\n".utf8), events: 1, at: .now)
    #expect(!log.isWritten(first))
    #expect(log.isStuck)
    let second = log.append(Array("b\n".utf8), events: 1, at: .now)
    try FileManager.default.removeItem(atPath: path)
    log.reopen()
    #expect(log.isWritten(second))
    #expect(!log.isStuck)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a\nb\n")
  }

  @Test func whatThereIsNoRoomForIsCounted() throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
    let log = try log()
    let piece = [UInt8](repeating: 0x0A, count: EventLog.waitingMaximum / 2 + 1)
    for _ in 0..<3 { _ = log.append(piece, events: 5, at: Timestamp(milliseconds: 7)) }
    #expect(log.takeDropped() == nil)
    try FileManager.default.removeItem(atPath: path)
    log.reopen()
    #expect(log.isWritten(UInt64(piece.count)))
    let dropped = try #require(log.takeDropped())
    #expect(dropped.count == 10)
    #expect(dropped.since == Timestamp(milliseconds: 7))
  }
}
