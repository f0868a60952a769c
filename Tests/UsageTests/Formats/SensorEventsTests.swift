import Records
import Testing

@testable import Usage

@Suite struct SensorEventsTests {
  @Test func session() {
    let table = eventTable(
      SensorEvents.format,
      #"""
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:00.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"connect"}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:01.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"command","command":{"verb":"AUTH","argument":"TLS","code":234}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:02.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"tls","tls":{"version":"TLSv1.3"}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:03.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"command","command":{"verb":"PASS","argument":"secret","code":230}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:03.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"command","command":{"verb":"NOOP","argument":null,"code":null}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:04.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"login","login":{"user":"bob","password":"secret","accepted":true}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:05.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"upload","upload":{"path":"/x","size":5}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:06.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"vsftpd","type":"disconnect","disconnect":{"duration_ms":5}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:07.5Z","survey":null,"sensor":"nl1","session":"s1","source":{"ip":"::ffff:192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":2990,"mode":"implicit"},"persona":"vsftpd","type":"connect"}
      """#)
    #expect(
      table == [
        "2026-10-01T10:00:00.500Z opened client=192.0.2.7:4711 server=192.0.2.1:21 start=clear",
        "2026-10-01T10:00:01.500Z command AUTH TLS 234 client=192.0.2.7:4711 server=192.0.2.1:21",
        "2026-10-01T10:00:02.500Z handshakeFinished client=192.0.2.7:4711 server=192.0.2.1:21",
        "2026-10-01T10:00:03.500Z command PASS 230 client=192.0.2.7:4711 server=192.0.2.1:21",
        "2026-10-01T10:00:03.500Z command NOOP client=192.0.2.7:4711 server=192.0.2.1:21",
        "2026-10-01T10:00:04.500Z login client=192.0.2.7:4711 server=192.0.2.1:21 user=bob succeeded",
        "2026-10-01T10:00:05.500Z seen client=192.0.2.7:4711 server=192.0.2.1:21",
        "2026-10-01T10:00:06.500Z closed client=192.0.2.7:4711 server=192.0.2.1:21",
        "2026-10-01T10:00:07.500Z opened client=192.0.2.7:4711 server=192.0.2.1:2990 start=implicit",
      ])
  }

  /// Who logs in behind another on one connection is told of too.
  @Test func secondUser() async throws {
    let head =
      #"{"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:0"#
    let rest =
      #"Z","sensor":"n","session":"s","source":{"ip":"192.0.2.7","port":4711},"#
      + #""listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"persona":"p","type":"#
    let events = ["ann", "bob"].flatMap { user in
      [
        #""command","command":{"verb":"USER","argument":"\#(user)","code":331}}"#,
        #""command","command":{"verb":"PASS","argument":"x","code":230}}"#,
        #""login","login":{"user":"\#(user)","password":"x","accepted":true}}"#,
      ]
    }
    let lines = ([#""connect"}"#] + events).enumerated().map { "\(head)\($0)\(rest)\($1)\n" }
    let found = try await Analysed(log: lines.joined())
    #expect(found.words == ["bob clear - clear succeeded 0/0/0 certain"])
    #expect(found.sessions.map(\.otherUsers) == [["ann"]])
  }

  /// The level at the start, and what handshakes came to.
  @Test func handshakes() {
    let table = eventTable(
      SensorEvents.format,
      #"""
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:00.5Z","survey":null,"sensor":"nl1","session":"s2","source":{"ip":"192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":2990,"mode":"implicit"},"persona":"x","type":"connect","connect":{"data_level":"P"}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:01.5Z","survey":null,"sensor":"nl1","session":"s2","source":{"ip":"192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":2990,"mode":"implicit"},"persona":"x","type":"connect","connect":{"data_level":"C"}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:02.5Z","survey":null,"sensor":"nl1","session":"s2","source":{"ip":"192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":2990,"mode":"implicit"},"persona":"x","type":"tls","tls":{"channel":"control","version":null,"failure":"no hello"}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:03.5Z","survey":null,"sensor":"nl1","session":"s2","source":{"ip":"192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":2990,"mode":"implicit"},"persona":"x","type":"tls","tls":{"channel":"data","version":"TLSv1.3","failure":null}}
      {"record":"event","schema":1,"id":"x","time":"2026-10-01T10:00:04.5Z","survey":null,"sensor":"nl1","session":"s2","source":{"ip":"192.0.2.7","port":4711},"listener":{"ip":"192.0.2.1","port":2990,"mode":"implicit"},"persona":"x","type":"tls","tls":{"channel":"control","version":"TLSv1.3","failure":null}}
      """#)
    #expect(
      table == [
        "2026-10-01T10:00:00.500Z opened client=192.0.2.7:4711 server=192.0.2.1:2990 "
          + "start=implicitPrivate",
        "2026-10-01T10:00:01.500Z opened client=192.0.2.7:4711 server=192.0.2.1:2990 "
          + "start=implicitClear",
        "2026-10-01T10:00:02.500Z handshakeFailed client=192.0.2.7:4711 server=192.0.2.1:2990",
        "2026-10-01T10:00:03.500Z seen client=192.0.2.7:4711 server=192.0.2.1:2990",
        "2026-10-01T10:00:04.500Z handshakeFinished client=192.0.2.7:4711 server=192.0.2.1:2990",
      ])
  }

  @Test func hostile() {
    let table = eventTable(
      SensorEvents.format,
      #"""
      {"record":"event","schema":1
      {"record":"event"}
      {"record":"service"}
      {"record":"service","x":"\"record\":\"event\""}
      {"x":{"record":"event"}}
      """#)
    #expect(
      table == [
        #"malformed("the line is no whole JSON object")"#,
        #"malformed("the event lacks its type, sensor, session or time")"#,
        "foreign",
        "foreign",
        "foreign",
      ])
  }
}
