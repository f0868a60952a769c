import Bytes
import FTPProtocol
import Records
import TLSWire
import Testing

@testable import Sensor

@Suite struct EventWriterTests {
  static let source = EventSource(
    sensor: "s1", run: 7, number: 3, peer: IPAddress(v4: 0xC000_0201), peerPort: 4000,
    local: IPAddress(v4: 0xC633_6401), localPort: 21, mode: .explicit, persona: "plain")

  static let command = CommandObservation(
    verb: Array("USER".utf8), argument: [0x61, 0xFF, 0x1B], code: 331, millisecondsSincePrevious: 5,
    isPipelined: true)

  /// What a client did, and what its record says of it in the field of its type.
  static let observations: [(Observation, String)] = [
    (.connect(dataLevel: nil), #""connect":{"data_level":null}"#),
    (.connect(dataLevel: .private), #""connect":{"data_level":"P"}"#),
    (
      .command(command),
      #""command":{"verb":"USER","argument":"a\\xFF\u001b","code":331,"since_ms":5,"#
        + #""pipelined":true}"#
    ),
    (
      .transfer(
        TransferObservation(verb: [0x52], argument: [0x78], path: [0x2F, 0x78], code: 150)),
      #""transfer":{"verb":"R","argument":"x","path":"/x","code":150}"#
    ),
    (
      .login(user: [0x61], password: [0x22], accepted: false),
      #""login":{"user":"a","password":"\"","accepted":false}"#
    ),
    (
      .upload(
        UploadObservation(
          path: [0x2F, 0x78], size: 3, sha256: "ab", isQuarantined: true, content: "elf",
          isCutOff: false)),
      #""upload":{"path":"/x","size":3,"sha256":"ab","quarantined":true,"content":"elf","#
        + #""cut_off":false}"#
    ),
    (
      .download(path: [0x2F], size: 9, canary: nil),
      #""download":{"path":"/","size":9,"canary":null}"#
    ),
    (.bounce(target: "10.0.0.1:22"), #""bounce":{"target":"10.0.0.1:22"}"#),
    (
      .exploit(signature: "x", cve: "CVE-2011-2523", payload: [0x3A, 0x29]),
      #""exploit":{"signature":"x","cve":"CVE-2011-2523","payload":":)"}"#
    ),
    (
      .disconnect(
        DisconnectObservation(
          milliseconds: 12, commands: 2, reason: .quit, sessionClass: "scan", classRule: "r",
          firstBytes: [])),
      #""disconnect":{"duration_ms":12,"commands":2,"reason":"quit","class":"scan","rule":"r","#
        + #""first_bytes":null}"#
    ),
  ]

  @Test func backDoor() {
    var door = BackDoorObservation(step: .typed, port: 6200)
    door.peer = IPAddress(v4: 0xC000_0209)
    door.peerPort = 5
    door.line = [0x69, 0x64, 0x07]
    var writer = EventWriter(sensor: "s1", survey: nil)
    writer.add(.backDoor(door), of: Self.source, number: 4, at: Timestamp(milliseconds: 1500))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(
      text.contains(
        #""backdoor":{"step":"typed","port":6200,"peer":{"ip":"192.0.2.9","port":5},"#
          + #""line":"id\u0007","reason":null}"#), "\(text)")
  }

  @Test(arguments: observations)
  func record(_ observation: Observation, _ fields: String) throws {
    var writer = EventWriter(sensor: "s1", survey: "2026")
    writer.add(observation, of: Self.source, number: 4, at: Timestamp(milliseconds: 1500))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    let record = try #require(writer.bytes.dropLast().withContiguous { Record(line: $0) })
    #expect(record.kind == .event)
    #expect(record.time == Timestamp(milliseconds: 1500))
    #expect(record.survey == "2026")
    #expect(text.contains(#""source":{"ip":"192.0.2.1","port":4000}"#))
    #expect(text.contains(#""listener":{"ip":"198.51.100.1","port":21,"mode":"explicit"}"#))
    #expect(text.contains(#""number":4,"type":"\#(observation.kind.rawValue)""#))
    #expect(fields.isEmpty || text.contains(fields), "\(text)")
  }

  /// Events have ids of their own, and the same ones each time.
  @Test func ids() throws {
    func ids() -> [String] {
      var writer = EventWriter(sensor: "s1", survey: nil)
      for number in 1...3 {
        let time = Timestamp(milliseconds: 5)
        writer.add(.connect(dataLevel: nil), of: Self.source, number: number, at: time)
      }
      writer.add(
        Gap(reason: .down, lost: nil, count: nil, from: .init(milliseconds: 1)),
        at: .init(milliseconds: 9))
      let lines = writer.bytes.split(separator: 0x0A)
      return lines.compactMap { Array($0).withSlice { Record(line: $0) }?.id }
    }
    #expect(ids().count == 4)
    #expect(Set(ids()).count == 4)
    #expect(ids() == ids())
  }

  @Test func tls() throws {
    var tls = TLSObservation(isData: false, hello: WireTests.offer, helloBytes: [0x16, 0x03])
    tls.failure = "no shared cipher"
    tls.clientCertificate = ClientCertificate(sha256: "ab", subject: "CN=x")
    var writer = EventWriter(sensor: "s1", survey: nil)
    writer.add(.tls(tls), of: Self.source, number: 1, at: Timestamp(milliseconds: 5))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(text.contains(#""channel":"control","version":null"#))
    #expect(text.contains(#""ja4":"t12i010000_"#))
    #expect(text.contains(#""client_certificate":{"sha256":"ab","subject":"CN=x"}"#))
    #expect(text.contains(#""failure":"no shared cipher","hello":"1603""#))
  }

  @Test func aGapBelongsToNoSession() throws {
    var writer = EventWriter(sensor: "s1", survey: nil)
    let gap = Gap(
      reason: .addressLimit, lost: .connections, count: 3, from: Timestamp(milliseconds: 0))
    writer.add(gap, at: Timestamp(milliseconds: 1000))
    let record = try #require(writer.bytes.dropLast().withContiguous { Record(line: $0) })
    guard case .event(let event) = record else { throw NoEvent() }
    #expect(event.type == .gap)
    #expect(event.session == nil)
    #expect(event["gap", "reason"].text == "address-limit")
    #expect(event["gap", "count"].integer == 3)
    #expect(event["gap", "from"].time == Timestamp(milliseconds: 0))
  }

  struct NoEvent: Error {}
}

extension ArraySlice<UInt8> {
  func withContiguous<Result>(_ body: (ByteSlice) -> Result) -> Result {
    withUnsafeBufferPointer { body(ByteSlice($0)) }
  }
}
