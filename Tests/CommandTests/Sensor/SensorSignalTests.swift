import Foundation
import Glibc
import TestSupport
import Testing

/// What SIGTERM and SIGHUP do beside sessions that go on.
@Suite struct SensorSignalTests {
  /// SIGTERM ends who does nothing, and waits for who sends a file.
  @Test func aTransferEndsBeforeTheSensor() throws {
    let sensor = try SensorProcess(["--login", "any", "--grace-seconds", "600"])
    let idle = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(idle.code() == 220)
    let busy = try #require(PlainClient(sensor.port))
    #expect(busy.logIn())
    let data = try #require(busy.passive())
    #expect(busy.ask("STOR x") == 150)
    data.say("abc")
    sensor.signal(SIGTERM)
    #expect(idle.code() == 421)
    #expect(idle.line() == nil)
    #expect(PlainClient(sensor.port) == nil, "nobody is let in")
    data.say("def")
    data.close()
    #expect(busy.code() == 226)
    #expect(busy.code() == 421)
    sensor.wait { !sensor.isRunning }
    #expect(sensor.end(0) == 143)
    let upload = sensor.events("upload").first
    #expect(upload?["size"] as? Int == 6)
    #expect(upload?["cut_off"] as? Bool == false)
    #expect(sensor.events("disconnect").count == 2)
  }

  /// Who does not end within the grace is cut off, and what came is on record.
  @Test func graceEnds() throws {
    let sensor = try SensorProcess(["--login", "any", "--grace-seconds", "1"])
    let client = try #require(PlainClient(sensor.port), "\(sensor.messages)")
    #expect(client.logIn())
    let data = try #require(client.passive())
    #expect(client.ask("STOR x") == 150)
    data.say("abc")
    #expect(sensor.end(SIGTERM) == 143)
    #expect(sensor.events("upload").first?["cut_off"] as? Bool == true)
    #expect(sensor.events("disconnect").first?["reason"] as? String == "stopped")
  }

  /// SIGHUP while the sensor starts, as it reads its signatures here, is heard once it runs.
  @Test func aSignalWhileItStarts() throws {
    let folder = try TemporaryFolder()
    let user = geteuid() == 0 ? "--user root" : ""
    let ran = try Command.shell(
      """
      mkfifo signatures
      $FTPSCOPE sensor --state-directory state --listen 127.0.0.1:0 \(user) \
        --signatures signatures 2> said & sensor=$!
      exec 3> signatures
      kill -HUP $sensor
      exec 3>&-
      until grep -q 'are read anew' said || ! kill -0 $sensor; do sleep 0.1; done
      kill -TERM $sensor
      wait $sensor
      """, in: folder.path)
    let said = try folder.read("said")
    #expect(ran.status == 143, "\(said)")
  }

  /// SIGHUP takes the operator's new certificate, for handshakes from then on.
  @Test func aNewCertificate() throws {
    let folder = try TemporaryFolder()
    func certificate(_ name: String) throws {
      let made = try Command.shell(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
          + "-subj /CN=\(name) -keyout own.key -out own.crt", in: folder.path)
      try #require(made.status == 0, "\(made.errors)")
    }
    try certificate("one.example")
    let sensor = try SensorProcess(
      ["--certificate", "own.crt", "--key", "own.key"], modes: ["implicit"], in: folder)
    func shown() throws -> String {
      try Command.shell(
        "openssl s_client -connect 127.0.0.1:\(sensor.port) < /dev/null 2>&1 | grep subject=",
        in: folder.path
      ).text
    }
    #expect(try shown().contains("one.example"), "\(sensor.messages)")
    try certificate("two.example")
    #expect(try shown().contains("one.example"))
    sensor.signal(SIGHUP)
    #expect(sensor.wait { sensor.messages.contains("are read anew") })
    #expect(try shown().contains("two.example"))
    sensor.end(SIGTERM)
  }
}
