import Foundation
import Glibc
import TestSupport
import Testing

/// The same sessions, written as IIS does and as events, and read back: the same verdicts.
@Suite struct SensorIISLogTests {
  /// Clients at their work, and what their sessions are. `L`: the level that the persona has on the
  /// implicit port before any PROT.
  private static let curl = (
    script: """
    for i in 1 2; do
    curl -sS -l ftp://clear:p@127.0.0.1:$PORT/
    curl -sSk --ssl-reqd -l ftp://explicit:p@127.0.0.1:$PORT/
    curl -sSk -l ftps://implicit:p@127.0.0.1:$IMPLICIT/
    curl -sS -l ftp://refused:@127.0.0.1:$PORT/nowhere/
    done; true
    """,
    verdicts: [
      "clear null clear succeeded clear 1 0 0", "explicit P protected succeeded explicit 0 1 0",
      "implicit P protected succeeded implicit 0 1 0", "clear null clear succeeded refused 0 0 0",
    ].flatMap { [$0, $0] }
  )

  /// Sessions that no client has at its daily work, a word each; what a log can tell of them.
  private static let python = (
    script: """
    python3 -c '
    import os, socket, ssl
    port, implicit = int(os.environ["PORT"]), int(os.environ["IMPLICIT"])
    context = ssl._create_unverified_context()
    class Client:
        def __init__(self, port, tls=False):
            self.socket = socket.create_connection(("127.0.0.1", port), 10)
            if tls: self.secure()
        def secure(self): self.socket = context.wrap_socket(self.socket)
        def line(self):
            text = b""
            while not text.endswith(b"\\n"):
                try: piece = self.socket.recv(1)
                except ConnectionResetError: break
                if not piece: break
                text += piece
            return text
        def reply(self):
            while True:
                line = self.line()
                if not line or line[3:4] == b" ": return line
        def say(self, words):
            self.socket.sendall(words.encode() + b"\\r\\n")
            return self.reply()
        def leave(self):
            self.say("QUIT"); self.socket.close()
    def agreed():
        client = Client(port); client.reply()
        assert client.say("AUTH TLS").startswith(b"234")
        return client
    # A handshake that finished, and no more.
    client = agreed(); client.secure(); client.socket.close()
    # One that failed, behind AUTH and at the implicit port; and one there that finished.
    client = agreed(); client.socket.sendall(b"no hello at all"); client.reply()
    client = Client(implicit); client.socket.sendall(b"no hello at all"); client.reply()
    client = Client(implicit, True); client.reply(); client.socket.close()
    # REIN under TLS, which stays; CCC, behind which it does not.
    for word in ["REIN", "CCC"]:
        client = agreed(); client.secure()
        client.say("USER one"); client.say("PASS p"); client.say(word)
        if word == "REIN":
            client.say("USER one"); client.say("PASS p"); client.leave()
        else: client.socket.close()
    # A list on the implicit port without PROT.
    client = Client(implicit, True); client.reply()
    client.say("USER listing"); client.say("PASS p")
    reply = client.say("EPSV").decode()
    data = socket.create_connection(("127.0.0.1", int(reply.split("|")[3])), 10)
    client.say("LIST")
    if os.environ["LEVEL"] == "P": data = context.wrap_socket(data)
    while data.recv(4096): pass
    data.close(); client.reply(); client.leave()
    '
    """,
    verdicts: [
      "explicit C none none null 0 0 0", "none C none none null 0 0 0",
      "none L none none null 0 0 0", "none L none none null 0 0 0",
      "explicit C protected succeeded one 0 0 0", "explicit C protected succeeded one 0 0 0",
      "implicit L protected succeeded listing",
    ]
  )

  @Test(
    .enabled(
      if: Command.has("curl") && Command.has("python3"), "curl or python3 is absent"),
    arguments: [("iis-10", "P", " 0 1 0"), ("proftpd-1.3.5", "C", " 1 0 0")])
  func saysTheSame(_ persona: String, _ level: String, _ listed: String) throws {
    let sensor = try SensorProcess(
      ["--login", "any", "--persona", persona, "--iis-log", "iis"],
      modes: ["explicit", "implicit"])
    try #require(sensor.ports.count == 2, "\(sensor.messages)")
    let places = "export PORT=\(sensor.ports[0]) IMPLICIT=\(sensor.ports[1]) LEVEL=\(level)"
    _ = try Command.shell("\(places); \(Self.curl.script)", in: sensor.folder.path)
    let ran = try Command.shell("\(places); \(Self.python.script)", in: sensor.folder.path)
    #expect(ran.status == 0, "\(ran.errors)")
    sensor.end(SIGTERM)
    let told =
      Self.curl.verdicts
      + Self.python.verdicts.map { verdict in
        let isListing = verdict.hasSuffix("listing")
        return verdict.replacing(" L ", with: " \(level) ") + (isListing ? listed : "")
      }
    let ofEvents = try verdicts(sensor, "state/events.jsonl")
    #expect(ofEvents == told.sorted())
    let ofLog = try verdicts(sensor, "iis")
    #expect(ofLog == ofEvents)
  }

  private func verdicts(_ sensor: SensorProcess, _ path: String) throws -> [String] {
    try Command.logs(["--format", "jsonl", "\(sensor.folder.path)/\(path)"]).records.map {
      record in
      let transfers = record["transfers"] as? [String: Int] ?? [:]
      return ["control", "data_level", "credentials", "login", "user"]
        .map { record[$0] as? String ?? "null" }.joined(separator: " ")
        + ["clear", "private", "unknown"].map { " \(transfers[$0] ?? -1)" }.joined()
    }.sorted()
  }
}
