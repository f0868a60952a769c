import Foundation
import TestSupport
import Testing

/// `ftpscope sensor timeline` as a user runs it.
@Suite struct TimelineTests {
  private let bench: TemporaryFolder
  private static let examples = Project.path("Examples/sensor")

  init() throws { bench = try TemporaryFolder() }

  /// An event as a plain computation needs it.
  private struct Event {
    var time: String
    var type: String
    var source: String?
    var sensor: String
    var listener: String
    var kind: String

    func part(_ by: String) -> String {
      switch by {
      case "sensor": sensor
      case "class": kind
      default: listener
      }
    }
  }

  private static let events: [Event] = {
    let lines = (try? String(contentsOfFile: examples + "/events.jsonl", encoding: .utf8)) ?? ""
    return lines.split(separator: "\n").compactMap { line in
      guard
        let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let time = json["time"] as? String, let type = json["type"] as? String
      else { return nil }
      let listener = json["listener"] as? [String: Any]
      return Event(
        time: time, type: type, source: (json["source"] as? [String: Any])?["ip"] as? String,
        sensor: json["sensor"] as? String ?? "",
        listener: "\(listener?["ip"] ?? ""):\(listener?["port"] ?? "")",
        kind: (json["disconnect"] as? [String: Any])?["class"] as? String ?? "")
    }
  }()

  /// The steps with something in them: `time total unique`.
  private static func plain(_ events: [Event], _ bucket: String) -> [String] {
    Dictionary(grouping: events) {
      bucket == "hour" ? $0.time.prefix(13) + ":00:00Z" : String($0.time.prefix(10))
    }
    .map { "\($0.key) \($0.value.count) \(Set($0.value.compactMap(\.source)).count)" }
    .sorted()
  }

  private static func steps(_ json: Any?) -> [String] {
    (json as? [[String: Any]] ?? []).filter { $0["total"] as? Int != 0 }.map {
      "\($0["time"] ?? "") \($0["total"] ?? "") \($0["unique"] ?? "")"
    }
  }

  /// Series of files, of a store and of windows are those of a plain computation over the events.
  @Test(arguments: ["hour", "day"], [nil, ("2026-11-21T02:30:00Z", "2026-11-23T18:05:30Z")])
  func series(bucket: String, window: (String, String)?) throws {
    _ = try bench.run("ftpscope store merge --store s.db '\(Self.examples)'")
    let limits = window.map { "--since \($0.0) --until \($0.1)" } ?? ""
    let events = Self.events.filter { event in
      window.map { event.time >= $0.0 && event.time < $0.1 } ?? true
    }
    #expect(events.count > 100)
    let connections = events.filter { $0.type == "connect" }
    let sessions = events.filter { $0.type == "disconnect" }
    for source in ["--store s.db", "'\(Self.examples)'"] {
      let line = "ftpscope sensor timeline \(source) --bucket \(bucket) \(limits)"
      let json = try bench.run("\(line) --by listener").json
      #expect(Self.steps(json["series"]) == Self.plain(connections, bucket))
      let totals = json["totals"] as? [String: Any]
      #expect(totals?["connections"] as? Int == connections.count)
      #expect(totals?["sources"] as? Int == Set(connections.compactMap(\.source)).count)
      #expect(totals?["sessions"] as? Int == sessions.count)
      for (key, part, all) in [
        ("sensors", "sensor", connections), ("listeners", "listener", connections),
        ("classes", "class", sessions),
      ] {
        let json = try bench.run("\(line) --by \(part)").json
        let parts = json[key] as? [[String: Any]] ?? []
        let names = Set(all.map { $0.part(part) })
        #expect(Set(parts.compactMap { $0[part] as? String }) == names && !names.isEmpty)
        for one in parts {
          let own = all.filter { $0.part(part) == one[part] as? String }
          #expect(Self.steps(one["series"]) == Self.plain(own, bucket))
          #expect(one["total"] as? Int == own.count)
          #expect(one["unique"] as? Int == Set(own.compactMap(\.source)).count)
        }
      }
    }
  }

  /// Of several sensors, each is told of beside the others, and alone as if there were no other.
  @Test func sensors() throws {
    let events = try String(contentsOfFile: Self.examples + "/events.jsonl", encoding: .utf8)
    let others = events.split(separator: "\n").enumerated().map { number, line in
      line.replacing(#/"sensor":"[^"]*"/#, with: #""sensor":"other""#)
        .replacing(#/"id":"[^"]*"/#, with: #""id":"\#(number)""#)
    }
    try bench.write(others.dropLast(others.count / 2).joined(separator: "\n") + "\n", "other.jsonl")
    let line = "ftpscope sensor timeline '\(Self.examples)' other.jsonl"
    let all = try bench.run("\(line) --by sensor").json["sensors"] as? [[String: Any]] ?? []
    #expect(all.count == 2 && all.contains { $0["sensor"] as? String == "other" })
    #expect(
      try bench.run("\(line) --sensor other").text
        == bench.run("ftpscope sensor timeline other.jsonl").text)
    let table = try bench.run("\(line) --format table").text
    #expect(table.contains("SENSORS\n") && table.contains("  other "), "\(table)")
  }

  /// Hours without anything are there, and the end of a window is no part of it.
  @Test func zerosAndEnds() throws {
    try bench.write(
      ["10:59:59.999", "14:00:00"].enumerated().map { number, clock in
        #"{"record":"event","id":"\#(number)","time":"2026-11-24T\#(clock)Z","sensor":"s","#
          + #""session":"\#(number)","type":"connect","source":{"ip":"192.0.2.1","port":1}}"#
      }.joined(separator: "\n"), "e.jsonl")
    func rows(_ options: String) throws -> [String] {
      try bench.run("ftpscope sensor timeline e.jsonl --bucket hour --format csv \(options)").text
        .split(separator: "\r\n").dropFirst()
        .map { String($0.dropFirst(11).prefix(2)) + $0.dropFirst(20) }
    }
    #expect(try rows("") == ["10,1,1,0,", "11,0,0,0,", "12,0,0,0,", "13,0,0,0,", "14,1,1,0,"])
    #expect(
      try rows("--since 2026-11-24T09:30:00Z --until 2026-11-24T14:00:00Z") == [
        "09,0,0,0,", "10,1,1,0,", "11,0,0,0,", "12,0,0,0,", "13,0,0,0,",
      ])
  }

  /// What is decades away from the rest does not make hours of the time between, nor a chart that
  /// nobody can read.
  @Test(arguments: ["1970-01-01T00:00:07Z", "2060-05-01T00:00:00Z"])
  func strays(_ time: String) throws {
    let lines = try String(contentsOfFile: Self.examples + "/events.jsonl", encoding: .utf8)
    let stray =
      #"{"record":"event","id":"e1","time":"\#(time)","sensor":"s","session":"1","#
      + #""type":"connect","source":{"ip":"192.0.2.1","port":1}}"#
    try bench.write(lines + stray + "\n", "e.jsonl")
    let csv = try bench.run("ftpscope sensor timeline e.jsonl --format csv").text
    let days = csv.split(separator: "\r\n").dropFirst().map { $0.prefix(10) }
    #expect(days.count > 10_000 && days.contains("2026-11-22"))
    let words =
      time < "2026"
      ? "Not shown: 1 before 2026-11-20. A sensor’s clock may have been wrong."
      : "Not shown: 1 after 2026-11-24. A sensor’s clock may have been wrong."
    let table = try bench.run("ftpscope sensor timeline e.jsonl --format table | tr -s ' \\n' ' '")
    #expect(table.text.contains(words), "\(table.text)")
    #expect(table.text.contains("Day (UTC)") && !table.text.contains("0 0 \(time.prefix(4))"))
    let report = try bench.run("ftpscope report e.jsonl --format markdown").text
    #expect(report.contains(words) && report.contains("2026-11-22"))
  }

  /// A gap that began in a window and was told of after it is marked in it, and nowhere else.
  @Test func gapsReachIn() throws {
    let line =
      "ftpscope sensor timeline '\(Self.examples)' --bucket hour --format csv "
      + "--since 2026-11-22T13:00:00Z --until 2026-11-22T16:00:00Z"
    let rows = try bench.run(line).text.split(separator: "\r\n").dropFirst()
    #expect(rows.count == 3 && rows.allSatisfy { $0.hasSuffix(",0,0,0,down") }, "\(rows)")
    let table = try bench.run(
      "ftpscope sensor timeline '\(Self.examples)' --format table --bucket day"
    ).text
    #expect(table.contains("1,240 lost, events-limit") && table.contains("down"))
    #expect(table.contains("Not everything is told"))
  }

  @Test func everyFormat() throws {
    let line = "ftpscope sensor timeline '\(Self.examples)' --by class"
    let table = try bench.run("\(line) --format table").text
    for words in [
      "63 connections from 36 sources", "CONNECTIONS PER DAY", "brute-force", "mod-copy",
      "CVE-2015-3306", "t13d1516h2_8daaf6152771_02713d6af862", "/private/passwords.xlsx",
      "198.51.100.9:25", "www-data",
    ] { #expect(table.contains(words), "\(words)") }
    let lines = try bench.run("\(line) --format jsonl").text.split(separator: "\n")
    #expect(lines.count == 5 * 9 && lines[0].contains(#""class":null"#))
    let csv = try bench.run("\(line) --format csv").text
    #expect(csv.hasPrefix("time,class,total,unique,lost,gaps\r\n2026-11-20,,"))
  }

  /// Schemas of the timeline and of the events that it is made of.
  @Test(
    arguments: [
      ("event", "cat '\(examples)/events.jsonl'"),
      ("timeline", "ftpscope sensor timeline '\(examples)'"),
      ("timeline", "ftpscope sensor timeline '\(examples)' --by class --since 2026-11-21"),
      ("timeline", "ftpscope sensor timeline '\(examples)' --by sensor"),
      ("report", "ftpscope report '\(examples)' --format json"),
    ])
  func schemas(schema: String, line: String) throws {
    let made = try bench.run("\(line) > out.json; echo $?")
    #expect(made.text == "0\n", "\(made.errors)")
    let outcome = try SchemaChecker.check(bench.path("out.json"), schema)
    #expect(outcome.checked > 0 && outcome.problems == "", "\(outcome)")
  }

  @Test(
    arguments: [
      ("sensor timeline", 64, "Name either a store"),
      ("sensor timeline --store none.db", 2, "there is no store"),
      ("sensor timeline --store none.db --since 1d", 2, "there is no store"),
      ("sensor timeline none.jsonl", 2, "none.jsonl"),
      ("sensor timeline n.jsonl", 2, "there are no events of sensors"),
      ("sensor timeline e.jsonl --since 2030-01-01", 2, "no events of sensors in that time"),
      ("sensor timeline e.jsonl --since 2026-11-02 --until 2026-11-01", 64, "before --until"),
      ("sensor timeline --store s.db --survey x", 2, "there is no survey x; there are: a"),
      ("sensor timeline --store s.db --survey x --since 9000d", 2, "there is no survey x"),
      ("sensor timeline e.jsonl --top 0", 64, "--top wants"),
      ("sensor timeline e.jsonl --sensor x", 2, "there are no events of a sensor x"),
      ("sensor timeline e.jsonl --by port", 64, "listener"),
      ("sensor timeline e.jsonl --resolve --format csv", 64, "--resolve goes with"),
      ("sensor timeline e.jsonl --resolve --rate 0", 64, "--rate wants"),
      ("sensor timeline e.jsonl --output /no/such/file", 2, "/no/such/file"),
      ("sensor timeline e.jsonl", 0, "e.jsonl:2: is no record"),
    ] as [(String, Int32, String)])
  func refused(line: String, status: Int32, words: String) throws {
    try bench.write(
      #"{"record":"event","time":"2026-11-24T10:00:00Z","survey":"a","sensor":"s","session":"1","#
        + #""type":"connect"}"# + "\nforeign\n", "e.jsonl")
    try bench.write(
      #"{"record":"name","name":"ftp.example.org","label":"ftp","domain":"example.org","#
        + #""suffix":"org"}"#, "n.jsonl")
    _ = try bench.run("ftpscope store merge --store s.db e.jsonl")
    let result = try bench.run("ftpscope \(line)")
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }
}
