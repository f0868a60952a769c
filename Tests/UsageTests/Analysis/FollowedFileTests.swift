import Bytes
import Foundation
import Inputs
import Testing

@testable import Usage

/// A folder that is followed through what rotation does to it: no line is lost or read twice.
@Suite struct FollowedFileTests {
  private final class Follower {
    let folder = try? LogFolder()
    private let contents: FollowedContents
    private var files: [FollowedFile] = []
    /// At the last look.
    private(set) var bytesGiven = 0

    init(countMaximum: Int = 4096) { contents = FollowedContents(countMaximum: countMaximum) }

    func path(_ name: String) -> String { "\(folder?.path ?? "")/\(name)" }

    func write(_ text: String, _ name: String) throws {
      if let file = FileHandle(forWritingAtPath: path(name)) {
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
      } else {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
      }
    }

    /// Lists the folder, and gives the lines that have come, those of each file behind its name.
    func look() -> [String] {
      for file in InputPaths.files([folder?.path ?? ""]).files
      where !files.contains(where: { $0.path == file.path }) {
        files.append(FollowedFile(file, among: contents))
      }
      var lines: [String] = []
      for file in files {
        file.look()
        while let (bytes, _) = file.nextLines() {
          bytesGiven = bytes.count
          let name = file.path.split(separator: "/").last ?? ""
          lines += bytes.text.split(separator: "\n").map { "\(name) \($0.suffix(8))" }
        }
      }
      return lines
    }
  }

  /// What can't be read is told of: this regular file has nothing at its first address.
  @Test func unreadable() {
    let file = FollowedFile(
      InputPaths.File(path: "/proc/self/mem", isNamed: true), among: FollowedContents())
    for _ in 0..<2 {
      file.look()
      #expect(file.nextLines() == nil)
      #expect(file.source.problem == "Input/output error")
    }
  }

  /// What is not there may come.
  @Test func missing() {
    let file = FollowedFile(
      InputPaths.File(path: "/nonexistent/x.log", isNamed: true), among: FollowedContents())
    file.look()
    #expect(file.nextLines() == nil)
    #expect(file.source.problem == nil)
  }

  /// Lines with a time in them, more of them than a file is known again by.
  private static let long = (0..<200).map { "2026-03-01 line \($0)\n" }.joined()
  /// Fewer.
  private static let short = "2026-03-01 line a\n"

  @Test(arguments: [long, short]) func renamed(_ text: String) throws {
    let follower = Follower()
    try follower.write(text, "x.log")
    #expect(!follower.look().isEmpty)
    try follower.write("2026-03-01 line b\n", "x.log")
    #expect(follower.look().map { $0.suffix(6) } == ["line b"])
    let manager = FileManager.default
    try manager.moveItem(atPath: follower.path("x.log"), toPath: follower.path("x.log.1"))
    #expect(follower.look() == [])
    // The server does not know yet.
    try follower.write("2026-03-01 line c\n", "x.log.1")
    #expect(follower.look().map { $0.suffix(6) } == ["line c"])
    try follower.write("2026-03-02 line d\n", "x.log")
    try follower.write("2026-03-01 line e\n", "x.log.1")
    #expect(Set(follower.look().map { $0.suffix(6) }) == ["line d", "line e"])
    try manager.moveItem(atPath: follower.path("x.log.1"), toPath: follower.path("x.log.2"))
    try manager.moveItem(atPath: follower.path("x.log"), toPath: follower.path("x.log.1"))
    try follower.write("2026-03-03 line f\n", "x.log")
    #expect(follower.look().map { $0.suffix(6) } == ["line f"])
    #expect(follower.look() == [])
  }

  @Test(arguments: [long, short]) func copied(_ text: String) throws {
    let follower = Follower()
    try follower.write(text, "x.log")
    #expect(!follower.look().isEmpty)
    // Half of the copy.
    try follower.write(String(text.prefix(text.count / 2)), "x.log.1")
    #expect(follower.look() == [])
    try follower.write(String(text.dropFirst(text.count / 2)), "x.log.1")
    #expect(follower.look() == [])
    #expect(truncate(follower.path("x.log"), 0) == 0)
    #expect(follower.look() == [])
    try follower.write("2026-03-02 line b\n", "x.log")
    #expect(follower.look().map { $0.suffix(6) } == ["line b"])
    #expect(follower.look() == [])
  }

  /// The server goes on writing where it was before the log was copied and truncated.
  @Test(arguments: [long, short]) func copiedWithHole(_ text: String) throws {
    let follower = Follower()
    try follower.write(text, "x.log")
    #expect(!follower.look().isEmpty)
    try follower.write(text, "x.log.1")
    #expect(truncate(follower.path("x.log"), 0) == 0)
    #expect(follower.look() == [])
    #expect(truncate(follower.path("x.log"), text.count + 100_000) == 0)
    #expect(follower.look() == [])
    try follower.write("2026-03-02 line b\n", "x.log")
    #expect(follower.look() == ["x.log 2 line b"])
    try FileManager.default.moveItem(
      atPath: follower.path("x.log"), toPath: follower.path("x.log.2"))
    try follower.write("2026-03-03 line c\n", "x.log.2")
    #expect(follower.look() == ["x.log 3 line c"])
    #expect(follower.look() == [])
  }

  /// Between two looks the log was truncated and has more by now than it had.
  @Test(arguments: [long, short]) func outgrown(_ text: String) throws {
    let follower = Follower()
    try follower.write(text, "x.log")
    #expect(!follower.look().isEmpty)
    try follower.write(text, "x.log.1")
    #expect(truncate(follower.path("x.log"), 0) == 0)
    let lines = 1 + text.count / 18
    try follower.write(String(repeating: "2026-03-02 line b\n", count: lines), "x.log")
    #expect(follower.look() == Array(repeating: "x.log 2 line b", count: lines))
    #expect(follower.look() == [])
  }

  /// A line that is too long is given as one that is, and its tail is no line.
  @Test func overlongLine() throws {
    let follower = Follower()
    try follower.write(Self.short, "x.log")
    #expect(follower.look().count == 1)
    for _ in 0..<3 {
      try follower.write(String(repeating: "x", count: 70_000), "x.log")
      #expect(follower.look() == [])
    }
    try follower.write("tail\n2026-03-01 line b\n", "x.log")
    #expect(follower.look() == ["x.log xxxxtail", "x.log 1 line b"])
    #expect(follower.bytesGiven > LineCursor.lineBytesMaximum)
  }

  /// A copy stays known whatever it is called by then, and whatever has come to it.
  @Test func copiedAndRenamed() throws {
    let follower = Follower()
    try follower.write(Self.short, "x.log")
    #expect(follower.look() == ["x.log 1 line a"])
    try follower.write(Self.short, "x.log.1")
    #expect(follower.look() == [])
    try follower.write("2026-03-01 line b\n", "x.log.1")
    #expect(follower.look() == ["x.log.1 1 line b"])
    try FileManager.default.moveItem(
      atPath: follower.path("x.log.1"), toPath: follower.path("x.log.2"))
    #expect(follower.look() == [])
  }

  /// A line that came between the last look and the copying.
  @Test func copiedWithMore() throws {
    let follower = Follower()
    try follower.write(Self.short, "x.log")
    #expect(follower.look() == ["x.log 1 line a"])
    try follower.write(Self.short + "2026-03-01 line b\n", "x.log.1")
    #expect(truncate(follower.path("x.log"), 0) == 0)
    #expect(follower.look() == ["x.log.1 1 line b"])
    #expect(follower.look() == [])
  }

  /// Of more files than are remembered those that are followed stay known.
  @Test func manyFiles() throws {
    let follower = Follower(countMaximum: 2)
    for number in 0..<5 { try follower.write("2026-03-01 file \(number)\n", "x.log.\(number)") }
    #expect(follower.look().count == 5)
    for number in (0..<5).reversed() {
      try FileManager.default.moveItem(
        atPath: follower.path("x.log.\(number)"), toPath: follower.path("x.log.\(number + 1)"))
    }
    #expect(follower.look() == [])
    try follower.write("2026-03-02 line a\n", "x.log.3")
    #expect(follower.look() == ["x.log.3 2 line a"])
  }

  @Test func nextDay() throws {
    let follower = Follower()
    let header = "#Software: IIS\n#Date: 2026-03-0"
    try follower.write(header + "1\nline a\n", "u_ex260301.log")
    #expect(follower.look().count == 3)
    try follower.write(String(header.prefix(20)), "u_ex260302.log")
    #expect(follower.look() == [])
    try follower.write(String(header.dropFirst(20)) + "2\nline b\n", "u_ex260302.log")
    #expect(
      follower.look() == [
        "u_ex260302.log are: IIS", "u_ex260302.log 26-03-02", "u_ex260302.log line b",
      ])
    try follower.write("line c\n", "u_ex260302.log")
    #expect(follower.look() == ["u_ex260302.log line c"])
  }

  @Test func compressed() throws {
    let follower = Follower()
    try Data([0x1F, 0x8B, 0x0A, 0x0A]).write(to: URL(fileURLWithPath: follower.path("x.log.1.gz")))
    #expect(follower.look() == [])
  }
}
