import Foundation
import Glibc
import TestSupport
import Testing

/// A sensor that root starts, and that is nobody from then on.
@Suite(.enabled("skipped: only root becomes another user") { geteuid() == 0 })
struct SensorRootTests {
  /// Folders in which nobody could rename a full file, or begin another.
  @Test(
    arguments: [
      ("--events", "closed/e.jsonl", "closed"), ("--quarantine", "closed/in/q", "closed/in/q"),
      ("--iis-log", "closed/in/iis", "closed/in/iis"),
    ])
  func whatNobodyCouldWrite(_ option: String, _ path: String, _ named: String) throws {
    let folder = try TemporaryFolder()
    for (name, mode) in [("closed", 0o755), ("closed/in", 0o700)] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true,
        attributes: [.posixPermissions: mode])
    }
    let ran = try Command.shell(
      "$FTPSCOPE sensor --listen 127.0.0.1:0 --user nobody \(option) \(path)", in: folder.path)
    #expect(ran.status == 2)
    #expect(
      ran.errors.contains(
        "\(named): the user nobody can make and rename no files there: Permission denied; give the"
          + " folder to them, or name another with \(option)\n"), "\(ran.errors)")
  }

  /// Its own folder: files are renamed when they are full. A key that is root's is used, and said
  /// to be read once only.
  @Test func nobodyServesWithTheKeyOfRoot() throws {
    let folder = try TemporaryFolder()
    let made = try Command.shell(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        + "-subj /CN=one.example -keyout own.key -out own.crt && chmod 600 own.key && "
        + "mkdir events && chown nobody events", in: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    let sensor = try SensorProcess(
      [
        "--user", "nobody", "--certificate", "own.crt", "--key", "own.key", "--rotate-bytes", "4K",
        "--events", "events/e.jsonl",
      ], in: folder)
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.code() == 220)
    for number in 0..<40 { #expect(client.ask("NOOP \(number)") != nil) }
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/events")
    #expect(names.count > 1, "\(sensor.messages)")
    #expect(
      sensor.messages.contains(
        "own.key: was read, but SIGHUP can't read it anew: Permission denied; let the user nobody "
          + "read it"), "\(sensor.messages)")
    #expect(!sensor.messages.contains("own.crt: was read"))
    sensor.signal(SIGHUP)
    #expect(sensor.wait { sensor.messages.contains("used on") }, "\(sensor.messages)")
    #expect(sensor.messages.contains("own.key: can't be read: Permission denied; what was there"))
    chown("\(folder.path)/own.key", getpwnam("nobody").pointee.pw_uid, 0)
    sensor.signal(SIGHUP)
    #expect(sensor.wait { sensor.messages.contains("are read anew") }, "\(sensor.messages)")
    sensor.end(SIGTERM)
  }
}
