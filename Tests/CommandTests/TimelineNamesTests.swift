import Foundation
import TestSupport
import Testing

private let isPossible =
  (try? Command.shell("unshare -rmn true && python3 -c ''", in: "/"))?.status == 0

/// `ftpscope sensor timeline --resolve`, in a network of its own with a small DNS server in it.
@Suite(.enabled(if: isPossible, "no namespaces may be made, or no python3"))
struct TimelineNamesTests {
  private let bench: TemporaryFolder

  init() throws {
    bench = try TemporaryFolder()
    let sources = ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.3"]
    let others = ["192.0.2.4", "2001:db8::1", "::ffff:192.0.2.5", "162.142.125.7"]
    let events = (sources + others).enumerated().map { number, source in
      #"{"record":"event","id":"\#(number)","time":"2026-11-24T10:00:0\#(number % 10)Z","#
        + #""sensor":"s","session":"\#(number)","type":"connect","#
        + #""source":{"ip":"\#(source)","port":1}}"#
    }
    try bench.write(events.joined(separator: "\n"), "e.jsonl")
    try bench.write(Self.server, "server.py")
    try bench.write("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", "resolv.conf")
  }

  /// Answers from a few names, and notes what it is asked. It goes on in the background.
  private static let server = """
    import fcntl, os, socket, struct
    records = {
        ("1.2.0.192.in-addr.arpa", 12): "census1.shodan.io",
        ("census1.shodan.io", 1): "192.0.2.1",
        ("2.2.0.192.in-addr.arpa", 12): "census2.shodan.io",
        ("census2.shodan.io", 1): "192.0.2.77",
        ("4.2.0.192.in-addr.arpa", 12): "192.0.2.4",
        ("5.2.0.192.in-addr.arpa", 12): "client.example.org",
        ("client.example.org", 1): "192.0.2.5",
        ("1" + ".0" * 23 + ".8.b.d.0.1.0.0.2.ip6.arpa", 12): "six.example.org",
        ("six.example.org", 28): "2001:db8::1",
    }
    def packed(name):
        return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\\0"
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fcntl.ioctl(server, 0x8914, struct.pack("16sh", b"lo", 0x41))
    server.bind(("127.0.0.1", 53))
    if os.fork():
        os._exit(0)
    open("pid", "w").write(str(os.getpid()))
    while True:
        query, client = server.recvfrom(4096)
        end, labels = 12, []
        while query[end]:
            labels.append(query[end + 1:end + 1 + query[end]].decode())
            end += 1 + query[end]
        name, kind = ".".join(labels), struct.unpack("!H", query[end + 1:end + 3])[0]
        open("asked", "a").write("%s %d\\n" % (name, kind))
        value = records.get((name, kind))
        known = value or any(name == other for other, _ in records)
        data = b""
        if value:
            form = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
            data = socket.inet_pton(form, value) if form else packed(value)
            data = b"\\xc0\\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data
        flags = 0x8580 if known else 0x8583
        head = query[:2] + struct.pack("!HHHHH", flags, 1, 1 if value else 0, 0, 0)
        server.sendto(head + query[12:end + 5] + data, client)
    """

  /// Runs a line where there is no other network.
  private func run(_ line: String, hasServer: Bool = true) throws -> Command.Result {
    let server = "python3 server.py < /dev/null > /dev/null 2> server.errors"
    let end = "status=$?; [ ! -f pid ] || kill $(cat pid); exit $status"
    return try bench.run(
      "unshare -rmn sh -c 'mount --bind resolv.conf /etc/resolv.conf; "
        + "\(hasServer ? server : "true"); \(line); \(end)'")
  }

  @Test func names() throws {
    let result = try run("ftpscope sensor timeline e.jsonl --resolve --format json")
    #expect(result.status == 0, "\(result.errors)")
    let resolved = result.json["resolved"] as? [String: Any]
    #expect(resolved?["asked"] as? Int == 7 && resolved?["unanswered"] as? Int == 0)
    #expect(resolved?["confirmed"] as? Int == 3)
    let sources = resolved?["sources"] as? [[String: Any]] ?? []
    let shown = sources.map { source in
      ["source", "host", "scanner", "total"].map { "\(source[$0] ?? "")" }.joined(separator: " ")
        .replacing("<null>", with: "-")
    }
    #expect(
      shown == [
        "192.0.2.1 census1.shodan.io Shodan 3", "192.0.2.2 - - 2", "162.142.125.7 - Censys 1",
        "192.0.2.3 - - 1", "192.0.2.4 - - 1", "2001:db8::1 six.example.org - 1",
        "::ffff:192.0.2.5 client.example.org - 1",
      ], "\(shown)")
    let scanners = resolved?["scanners"] as? [[String: Any]] ?? []
    #expect(scanners.map { $0["scanner"] as? String } == ["Shodan", "Censys"])
    let asked = try bench.read("asked")
    let reverse = asked.split(separator: "\n").filter { $0.contains(".arpa ") }
    #expect(reverse.count == 7 && Set(reverse).count == 7, "each once: \(asked)")
  }

  @Test func table() throws {
    let text = try run("ftpscope sensor timeline e.jsonl --resolve --format table").text
    for words in ["SCANNERS", "Shodan", "SOURCES", "census1.shodan.io (Shodan)", "(Censys)"] {
      #expect(text.contains(words), "\(words): \(text)")
    }
    #expect(!text.contains("census2"))
    let plain = try bench.run("ftpscope sensor timeline e.jsonl --format table").text
    #expect(!plain.contains("SOURCES") && !plain.contains("SCANNERS"))
  }

  @Test
  func schema() throws {
    _ = try run("ftpscope sensor timeline e.jsonl --resolve --format json > out.json")
    let outcome = try SchemaChecker.check(bench.path("out.json"), "timeline")
    #expect(outcome.checked == 1 && outcome.problems == "", "\(outcome)")
  }

  /// The figures are there without names, and it is said why.
  @Test func noResolver() throws {
    let result = try run(
      "ftpscope sensor timeline e.jsonl --resolve --format json", hasServer: false)
    #expect(result.status == 2 && result.errors.contains("no resolver answers"), "\(result.errors)")
    #expect((result.json["totals"] as? [String: Any])?["sources"] as? Int == 7)
  }
}
