import Inputs
import Records
import Testing

@testable import Usage

/// A session's id is the same however a log is read, and whatever else is in it.
@Suite struct SessionIdTests {
  private static let head =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status\n"

  /// A session of a log that can't tell the sessions of an address apart.
  private static func iis(_ moment: String, _ client: Int = 7) -> String {
    let lines = [
      "- 198.51.100.4 21 ControlChannelOpened - -", "- 198.51.100.4 21 USER bob 331",
      "bob 198.51.100.4 21 PASS *** 230", "bob 198.51.100.4 21 ControlChannelClosed - -",
    ]
    return lines.map { "2026-11-\(moment) 192.0.2.\(client) \($0)\n" }.joined()
  }

  private static func ids(_ log: String) async throws -> [String: Int] {
    let sessions = try await Analysed(log: head + log, name: "u_ex.log").sessions
    return sessions.reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
  }

  /// Sessions of other days before it, and another order of its sessions, change nothing.
  @Test func besideOthers() async throws {
    let sessions = ["26 10:00:01", "26 10:00:11", "26 10:00:11", "26 10:00:21"].map { Self.iis($0) }
    let alone = try await Self.ids(sessions.joined())
    #expect(alone.count == 4)
    let later = try await Self.ids(Self.iis("30 10:00:01") + sessions.joined())
    #expect(later.count == 5 && Set(later.keys).isSuperset(of: alone.keys))
    #expect(try await Self.ids(sessions.reversed().joined()) == alone)
    // So many others between two of a second that silent ones are looked for, and a later date.
    let many = (0..<400).map { Self.iis("26 10:00:01", 8 + $0 % 200) }.joined()
    let between =
      Self.iis("30 10:00:01") + sessions[0] + many + sessions[0] + many + sessions[0]
    #expect(try await Self.ids(between).values.allSatisfy { $0 == 1 })
  }

  private static func vsftpd(_ process: Int, _ user: String) -> String {
    let client = "Client \"192.0.2.2\""
    return [
      "CONNECT: \(client)", "FTP command: \(client), \"USER \(user)\"",
      "[\(user)] FTP response: \(client), \"331 Please specify the password.\"",
      "[\(user)] FTP command: \(client), \"PASS <password>\"", "[\(user)] OK LOGIN: \(client)",
      "[\(user)] FTP response: \(client), \"230 Login successful.\"",
      "[\(user)] FTP command: \(client), \"QUIT\"",
      "[\(user)] FTP response: \(client), \"221 Goodbye.\"",
    ].map { "Fri Nov 27 20:46:32 2026 [pid \(process)] \($0)\n" }.joined()
  }

  /// Runs with a state give the same ids wherever they cut the log.
  @Test func cutAnywhere() async throws {
    let log =
      Self.vsftpd(780, "anna") + Self.vsftpd(830, "bob") + Self.vsftpd(2, "bob")
      + Self.vsftpd(2, "bob")
      + "Fri Nov 27 22:00:00 2026 [pid 9] CONNECT: Client \"192.0.2.9\"\n"
    let whole = Set(try await Analysed(log: log).sessions.map(\.id)).count
    #expect(whole == 5)
    let folder = try LogFolder()
    var all: Set<[String]> = []
    let lines = log.split(separator: "\n").map { $0 + "\n" }
    for cut in 0...lines.count {
      var state = LogState()
      var ids: [String] = []
      for count in [cut, lines.count] {
        try folder.hold(["vsftpd.log": lines[..<count].joined()])
        var options = LogOptions()
        options.wantsRecords = true
        let analysis = try LogAnalysis(options: options, state: state)
        analysis.onSession = { ids.append($0.record.id) }
        _ = try await analysis.run(InputPaths.files([folder.path]).files)
        state = try #require(analysis.state)
      }
      #expect(Set(ids).count == 4, "\(cut)")
      all.insert(ids.sorted())
    }
    #expect(all.count == 1)
  }

  /// Whichever of logs that are joined has the line that is read first, an id is the same.
  @Test func joined() async throws {
    func system(_ hour: Int, _ process: Int, _ text: String) -> String {
      "2026-09-24 \(hour):32:01,100 h proftpd[\(process)] h (10.5.0.2[10.5.0.2]): \(text)\n"
    }
    func extended(_ hour: Int, _ process: Int, _ user: String, _ text: String) -> String {
      "10.5.0.2 UNKNOWN \(user) [24/Sep/2026:\(hour):32:02 +0000] \(text) - ftps \(process)\n"
    }
    func session(_ hour: Int, _ process: Int, _ user: String) -> [String: String] {
      let commands = [("-", #""AUTH TLS" 234"#), ("-", #""USER x" 331"#), (user, #""PASS x" 230"#)]
      return [
        "proftpd.log": system(hour, process, "FTP session opened.")
          + system(hour, process, "USER \(user): Login successful.")
          + system(hour, process, "FTP session closed."),
        "extended.log": commands.map { extended(hour, process, $0, $1) }.joined(),
      ]
    }
    let sessions = [session(20, 7, "amy"), session(21, 8, "bob"), session(22, 9, "eve")]
    func files(_ count: Int) -> [String: String] {
      sessions[..<count].reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    }
    var early = files(1)
    early["extended.log"]? += sessions[1]["extended.log"] ?? ""
    let folder = try LogFolder()
    var found: Set<[String]> = []
    for held in [[files(3)], [files(2), files(3)], [early, files(3)]] {
      var state = LogState()
      var ids: [String] = []
      for files in held {
        try folder.hold(files)
        var options = LogOptions()
        options.wantsRecords = true
        let analysis = try LogAnalysis(options: options, state: state)
        analysis.onSession = { if $0.record.user == "bob" { ids.append($0.record.id) } }
        _ = try await analysis.run(InputPaths.files([folder.path]).files)
        state = try #require(analysis.state)
      }
      found.insert(ids)
    }
    #expect(found.count == 1 && found.first?.count == 1)
  }
}
