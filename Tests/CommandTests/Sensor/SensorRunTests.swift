import Foundation
import TestSupport
import Testing

/// `ftpscope sensor` as a service: configuration, signals, what it feeds.
@Suite struct SensorRunTests {
  @Test(
    arguments: [
      ("persona: plain\nperson: x\n", "sensor.yaml:2: ", "Unknown option '--person'"),
      ("connections: many\n", "sensor.yaml:1: ", "connections"),
      ("persona: plain\nactive: maybe\n", "sensor.yaml:2: ", "write `yes` or `no`"),
      ("listen:\n  - 127.0.0.1\n", "sensor.yaml:1: ", "ADDRESS:PORT"),
      ("- x\n", "sensor.yaml: ", "has no keys"),
      ("listen: [\"*:21\", \"*:21=clear\"]\n", "sensor.yaml:1: ", "[::]:21 is named twice"),
      // What goes together is looked at together, and the first line that is wrong is named.
      ("persona: plain\ncertificate: c\nactive: yes\n", "sensor.yaml:2: ", "go together"),
      ("certificate: c\nlogin: maybe\nkey: k\n", "sensor.yaml:2: ", "none, any, after:3"),
      ("listen: 127.0.0.1:0\ncertificate: c\nkey: k\n", "c: can't be read", "No such file"),
      ("folder: .\npersona: plain\nmemory-total: 1M\n", "sensor.yaml:3: ", "does not hold"),
    ])
  func aConfigurationIsRefusedWithItsLine(_ yaml: String, _ place: String, _ word: String) throws {
    let folder = try TemporaryFolder(["sensor.yaml": yaml])
    let ran = try Command.shell("$FTPSCOPE sensor --config sensor.yaml", in: folder.path)
    #expect(ran.status == 2)
    #expect(ran.errors.contains(place), "\(ran.errors)")
    #expect(ran.errors.contains(word), "\(ran.errors)")
  }

  @Test(
    arguments: [
      ("--persona nobody", 2, "there is no persona 'nobody'"),
      ("--listen 127.0.0.1", 64, "ADDRESS:PORT"), ("--login maybe", 64, "none, any, after:3"),
      ("--login file:", 64, "none, any, after:3"), ("--login after:x", 64, "none, any, after:3"),
      ("--login file:/nowhere", 2, "/nowhere: no such file or folder"),
      ("--certificate x", 64, "go together"), ("--folder /nowhere", 2, "--folder"),
      ("--passive-ports 5", 64, "50000-50999"),
      // What the system says is told, with the mend.
      (
        "--events /nowhere/x", 2,
        "/nowhere/x: can't be written: No such file or directory; name another file with --events"
      ),
      (
        "--quarantine /proc/q", 2,
        "/proc/q: can't be used as a quarantine: No such file or directory; name another folder"
      ),
      (
        "--state-directory state --quarantine ./state", 2,
        "./state: this sensor uses it already; name another folder with --quarantine"
      ),
      ("--listen 127.0.0.1:2 --listen 127.0.0.1:2=clear", 64, "127.0.0.1:2 is named twice"),
      ("--listen 127.0.0.1:2 --listen [::ffff:127.0.0.1]:2", 64, "127.0.0.1:2 is named twice"),
      ("--iis-log /proc/q", 2, "/proc/q: can't be made: No such file or directory; name another"),
      ("--certificate /nowhere --key x", 2, "/nowhere: can't be read: No such file or directory"),
      ("--certificate / --key x", 2, "/: can't be read: Is a directory"),
      ("--certificate /etc/passwd --key /etc/passwd", 2, "/etc/passwd, /etc/passwd: the certif"),
      ("--metrics bogus", 64, "--metrics 'bogus' is no ADDRESS:PORT"),
      ("--metrics 127.0.0.1:1=implicit", 64, "--metrics '127.0.0.1:1=implicit' is no ADDRESS"),
      ("--metrics localhost:1", 64, "'localhost' is no address"),
      // What would hold nobody is not taken as if it did.
      ("--folder . --bytes-per-upload 1K", 64, "--bytes-per-upload does not hold what clients"),
      ("--folder . --quarantine none --uploads-per-address 1", 64, "--uploads-per-address does"),
      ("--folder . --quarantine q --memory-total 1M", 64, "--memory-total does not hold"),
      ("--folder . --entries-per-session 1", 64, "--entries-per-session does not hold"),
    ] as [(String, Int32, String)])
  func whatCannotBeDone(_ flags: String, _ status: Int32, _ words: String) throws {
    let folder = try TemporaryFolder()
    let ran = try Command.shell(
      "$FTPSCOPE sensor --listen 127.0.0.1:0 \(flags)", in: folder.path)
    #expect(ran.status == status)
    #expect(ran.errors.contains(words), "\(ran.errors)")
  }

  /// A seed is not replaced: all that is made up from it would change.
  @Test func damagedSeed() throws {
    let folder = try TemporaryFolder()
    let ran = try Command.shell(
      "mkdir s; echo x > s/seed; $FTPSCOPE sensor --state-directory s --listen 127.0.0.1:0",
      in: folder.path)
    #expect(ran.status == 2)
    #expect(ran.errors.contains("s/seed: can't be read as a number; remove it"), "\(ran.errors)")
  }

  /// Ports that another has: one line that says so, and what to do.
  @Test(arguments: ["--listen", "--metrics"]) func aPortThatIsTaken(_ flag: String) throws {
    let folder = try TemporaryFolder()
    let other = try #require(PlainListener())
    let ran = try Command.shell(
      "$FTPSCOPE sensor --listen 127.0.0.1:0 \(flag) 127.0.0.1:\(other.port)", in: folder.path)
    #expect(ran.status == 2)
    let words = ": Address already in use; name another port with \(flag)"
    #expect(ran.errors.contains(words), "\(ran.errors)")
    #expect(ran.errors.split(separator: "\n").count == 1, "\(ran.errors)")
  }

  /// What a flag changes of what clients see.
  @Test func whatFlagsShow() throws {
    let folder = try TemporaryFolder(["own/plans-of-1987.txt": "mine"])
    // vsftpd asks for certificates by itself.
    let usual = ["--login", "any", "--persona", "proftpd-1.3.5"]
    let flags = [
      "--public-address", "203.0.113.7", "--bait", "own", "--client-certificates",
    ]
    for isSet in [false, true] {
      let sensor = try SensorProcess(isSet ? usual + flags : usual, in: folder)
      let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
      #expect(client.logIn())
      client.say("PASV\r\n")
      let reply = client.line() ?? ""
      #expect(reply.contains(isSet ? "(203,0,113,7," : "(127,0,0,1,"), "\(reply)")
      let data = try #require(client.passive())
      #expect(client.ask("NLST") == 150)
      let names = String(decoding: data.rest(), as: UTF8.self)
      #expect(names.contains("plans-of-1987.txt") == isSet, "\(names)")
      let shaken = try Command.shell(
        "echo | openssl s_client -connect 127.0.0.1:\(sensor.port) -starttls ftp 2>&1",
        in: folder.path)
      #expect(shaken.text.contains("BEGIN CERTIFICATE"), "\(shaken.text)")
      #expect(shaken.text.contains("Requested Signature Algorithms") == isSet, "\(shaken.text)")
      sensor.end(SIGTERM)
    }
  }

  @Test func theCommandLineComesBeforeTheConfiguration() throws {
    let folder = try TemporaryFolder([
      "sensor.yaml": "persona: vsftpd-3.0.3\nsensor: one\nactive: yes\nclient-certificates: no\n"
    ])
    let sensor = try SensorProcess(["--config", "sensor.yaml", "--sensor", "two"], in: folder)
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.line() == "220 (vsFTPd 3.0.3)")
    sensor.end(SIGTERM)
    #expect(sensor.events.first?["sensor"] as? String == "two")
  }

  /// SIGHUP reads a persona anew; SIGTERM lets the last reply leave.
  @Test func signals() throws {
    let folder = try TemporaryFolder(["own.yaml": Self.persona("one")])
    let sensor = try SensorProcess(["--persona", "./own.yaml", "--grace-seconds", "1"], in: folder)
    let old = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(old.line() == "220 one")
    #expect(sensor.messages.contains("this is a honeypot: whoever connects is recorded; Ctrl-C"))
    try folder.write(Data(Self.persona("two").utf8), "own.yaml")
    sensor.signal(SIGHUP)
    #expect(sensor.wait { sensor.messages.contains("are read anew") })
    let new = try #require(PlainClient(sensor.port))
    #expect(new.line() == "220 two")
    #expect(old.ask("NOOP") != nil)
    try folder.write(Data("name: [".utf8), "own.yaml")
    sensor.signal(SIGHUP)
    #expect(sensor.wait { sensor.messages.contains("what was there is used on") })
    #expect(sensor.end(SIGTERM) == 143)
    #expect(sensor.events("disconnect").count == 2)
    #expect(sensor.events("disconnect").allSatisfy { $0["reason"] as? String == "stopped" })
  }

  private static func persona(_ greeting: String) -> String {
    "name: own\nlike: plain\nreplies:\n  greeting: 220 \(greeting)\n"
  }

  /// The events' file is the queue: a store gets what was written before it was named, once.
  @Test func aStoreIsFedFromTheFile() throws {
    let first = try SensorProcess()
    _ = PlainClient(first.port)?.code()
    first.end(SIGTERM)
    let second = try SensorProcess(["--store", "s.db"], in: first.folder)
    _ = PlainClient(second.port)?.code()
    second.end(SIGTERM)
    let third = try SensorProcess(["--store", "s.db"], in: first.folder)
    third.end(SIGTERM)
    let info = try Command.shell("$FTPSCOPE store info s.db --format json", in: first.folder.path)
    let surveys = try #require(info.json["surveys"] as? [[String: Any]])
    let records = surveys.first?["records"] as? [[String: Any]]
    #expect(records?.first?["count"] as? Int == third.events.count)
  }

  @Test func metrics() throws {
    let sensor = try SensorProcess(["--metrics", "127.0.0.1:0"])
    let text = sensor.messages.firstMatch(of: /metrics at http:\/\/127\.0\.0\.1:([0-9]+)/)
    let port = try #require((text?.1).flatMap { UInt16($0) }, "\(sensor.messages)")
    _ = PlainClient(sensor.port)?.code()
    for (request, status) in [
      ("GET /metrics HTTP/1.1", "200"), ("GET / HTTP/1.1", "404"),
      ("POST /metrics HTTP/1.1", "405"),
    ] {
      let client = try #require(PlainClient(port))
      client.say(request + "\r\nHost: x\r\n\r\n")
      #expect(client.line() == "HTTP/1.1 \(status) " + Self.words[status, default: ""])
      guard status == "200" else { continue }
      var lines: [String] = []
      while let line = client.line() { lines.append(line) }
      #expect(lines.contains("ftpscope_sensor_connections_total 1"))
      #expect(lines.contains("ftpscope_sensor_events_stuck 0"))
    }
    sensor.end(SIGTERM)
  }

  /// Who holds connections to the metrics' port holds few of the sensor's files.
  @Test func metricsConnections() throws {
    let sensor = try SensorProcess(["--metrics", "127.0.0.1:0"])
    let text = sensor.messages.firstMatch(of: /metrics at http:\/\/127\.0\.0\.1:([0-9]+)/)
    let port = try #require((text?.1).flatMap { UInt16($0) }, "\(sensor.messages)")
    let clients = try (0..<40).map { _ in try #require(PlainClient(port)) }
    #expect(clients[39].line() == nil)
    clients[0].say("GET /metrics HTTP/1.1\r\n\r\n")
    #expect(clients[0].line() == "HTTP/1.1 200 OK")
    sensor.end(SIGTERM)
  }

  private static let words = ["200": "OK", "404": "Not Found", "405": "Method Not Allowed"]
}
