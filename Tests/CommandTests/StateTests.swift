import Foundation
import TestSupport
import Testing

/// `--state`: runs over logs that grow, are rotated and packed in between come to what one run over
/// all of it comes to.
@Suite struct StateTests {
  /// Why a state can't be kept is told, and what a killed run left of it is taken away.
  @Test func cantBeKept() throws {
    let bench = try TemporaryFolder()
    try bench.write(Logs.iis, "x.log")
    let full = try bench.run(
      "(trap '' XFSZ; ulimit -f 0; ftpscope logs --state s x.log --format jsonl | cat)")
    #expect(full.errors.contains("the state can't be written: File too large"), "\(full.errors)")
    let run = try bench.run(
      "touch s.1234567890abcdef.tmp; ftpscope logs --state s x.log --format jsonl >out; ls")
    #expect(run.status == 0 && run.lines == ["out", "s", "x.log"], "\(run.text)")
  }

  private static let parts = ["totals", "clients", "users", "servers", "days", "readiness"]

  @Test func daysLikeOneRun() throws {
    let whole = try TemporaryFolder()
    let daily = try TemporaryFolder()
    let state = try TemporaryFolder()
    var records: [Substring] = []
    for (name, data) in try Self.days() {
      try whole.write(data, name)
      try daily.write(data, name)
      let run = try Command.logs(
        ["--state", "\(state.path)/s", "--format", "jsonl", daily.path])
      #expect(run.status == 0)
      records += run.lines
      #expect(try Command.shell("gzip -f \(name)", in: daily.path).status == 0)
    }
    let last = try Command.logs(["--state", "\(state.path)/s", "--format", "json", daily.path])
    let once = try Command.logs(["--format", "json", whole.path])
    for part in Self.parts {
      #expect(try Self.field(part, last) == Self.field(part, once), "\(part)")
    }
    #expect(records.count > 100)
    #expect(Set(records).count == records.count)
  }

  /// A line that is half written is read when it is whole, and once.
  @Test func halfLine() throws {
    let folder = try TemporaryFolder()
    let state = try TemporaryFolder()
    let text = Data(Logs.iis.utf8)
    for part in [text.prefix(text.count * 2 / 3), text] {
      try folder.write(Data(part), "x.log")
      let run = try Command.logs(
        ["--state", "\(state.path)/s", "--format", "json", folder.path])
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
    }
    let last = try Command.logs(["--state", "\(state.path)/s", "--format", "json", folder.path])
    let once = try Command.logs(["--format", "json", folder.path])
    #expect(try Self.field("totals", last) == Self.field("totals", once))
  }

  /// Of one of two sites that begin alike no more than the header was read.
  @Test(arguments: ["a.log", "z.log"]) func likeBeginnings(_ other: String) throws {
    let folder = try TemporaryFolder(["m.log": Logs.iis])
    let state = try TemporaryFolder()
    let header = Logs.iis.split(separator: "\n").prefix { $0.hasPrefix("#") }
    try folder.write(Data(header.joined(separator: "\n").utf8) + [0x0A], other)
    let command = ["--state", "\(state.path)/s", "--format", "json", folder.path]
    let first = try Command.logs(command)
    let second = try Command.logs(command)
    #expect(try Self.field("totals", second) == Self.field("totals", first))
    let more = Logs.fields + Logs.session("3", "ada", "c", auth: false)
    try folder.write(Data(more.utf8), other)
    let third = try Command.logs(command)
    let once = try Command.logs(["--format", "json", folder.path])
    #expect(try Self.field("totals", third) == Self.field("totals", once))
    #expect(try Self.field("totals", third) != Self.field("totals", first))
  }

  @Test(arguments: [
    ("nonsense", "no state of ftpscope logs"), ("{\"version\":99}", "newer ftpscope"),
    ("{\"version\":10}", "older ftpscope"), ("{\"version\":11}", "damaged"),
  ])
  func refused(_ text: String, _ words: String) throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "state": text])
    let run = try Command.logs(["--state", "\(folder.path)/state", "\(folder.path)/x.log"])
    #expect(run.status == 2)
    #expect(run.errors.contains(words))
  }

  /// That the state can't be kept is said before anything is read.
  @Test func nowhereToKeepIt() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let run = try Command.logs(["--state", "\(folder.path)/no/state", "\(folder.path)/x.log"])
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("can't be written: No such file or directory"), "\(run.errors)")
  }

  private static func days() throws -> [(String, Data)] {
    let folder = Project.path("Examples/logs/web-iis")
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
      ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
    }
  }

  /// A field of the answer, with sorted keys.
  private static func field(_ name: String, _ run: Command.Result) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: try #require(run.json[name]), options: [.sortedKeys, .fragmentsAllowed])
    return String(decoding: data, as: UTF8.self)
  }
}
