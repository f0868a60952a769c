import Foundation
import TestSupport
import Testing

/// Data connections whose TLS has to resume their own control connection's session, with Python's
/// TLS as the client.
@Suite(
  .enabled(if: Command.has("python3"), "python3 is needed to shake hands, and is not here"))
struct SensorResumptionTests {
  /// Logs in twice and lists with no session, the other connection's, its own: the codes.
  private static let script = """
    import re, socket, ssl, sys
    context = ssl._create_unverified_context()
    context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, sys.argv[2])
    class Control:
        def __init__(self):
            self.socket = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=120)
            self.rest = b""
            self.reply()
            self.ask("AUTH TLS")
            self.socket = context.wrap_socket(self.socket)
            for line in "USER x", "PASS y", "PBSZ 0", "PROT P": self.ask(line)
        def reply(self):
            while True:
                while b"\\n" not in self.rest: self.rest += self.socket.recv(4096)
                line, self.rest = self.rest.split(b"\\n", 1)
                if re.match(rb"\\d{3} ", line): return line.decode()
        def ask(self, line):
            self.socket.sendall(line.encode() + b"\\r\\n")
            return self.reply()
        def list(self, session):
            port = int(re.search(r"\\|\\|\\|(\\d+)\\|", self.ask("EPSV"))[1])
            data = socket.create_connection(("127.0.0.1", port), timeout=120)
            self.ask("NLST")
            data = context.wrap_socket(data, session=session)
            try:
                while data.recv(4096): pass
            except OSError: pass
            data.close()
            return self.reply()[:3]
    one, other = Control(), Control()
    print(one.list(None), one.list(other.socket.session), one.list(one.socket.session))
    """

  @Test(
    arguments: [
      ("filezilla-1", "425", "TLSv1_2"), ("filezilla-1", "425", "TLSv1_3"),
      ("proftpd-1.3.5", "425", "TLSv1_2"), ("plain", "226", "TLSv1_2"),
      ("plain", "226", "TLSv1_3"),
    ])
  func onlyItsOwn(_ persona: String, _ refusal: String, _ version: String) throws {
    let sensor = try SensorProcess(["--persona", persona, "--login", "any"])
    let folder = try TemporaryFolder(["client.py": Self.script])
    let client = try Command.shell("python3 client.py \(sensor.port) \(version)", in: folder.path)
    #expect(client.text == "\(refusal) \(refusal) 226\n", "\(client.errors)")
    sensor.end(SIGTERM)
  }
}
