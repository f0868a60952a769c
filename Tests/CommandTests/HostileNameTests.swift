import Foundation
import TestSupport
import Testing

/// A name of a file or a value that acts on a terminal is shown, and does nothing.
struct HostileNameTests {
  private static let name = "\u{1B}[31mevil\u{202E}.txt"

  @Test(arguments: [
    "logs FILE", "logs --log-format FILE access.log", "logs --services FILE access.log",
    "logs --state FILE/x access.log", "logs --output FILE/x access.log", "scan 127.0.0.1:FILE",
    "scan @FILE", "scan FILE", "scan 127.0.0.1 --exclude FILE", "identify FILE",
    "identify --recog FILE", "identify --nvd FILE", "identify --kev FILE", "identify --geo FILE",
    "identify --cloud-ranges FILE", "fingerprints verify FILE", "advisories list --nvd FILE",
    "advisories list --product FILE", "names FILE", "names --suffix-list FILE",
    "names --label FILE", "report FILE", "report --store FILE", "report --templates FILE r.jsonl",
    "report --survey FILE r.jsonl", "store info --store FILE", "store merge --store FILE r.jsonl",
    "store merge --store s.db FILE", "store export --store FILE", "sensor timeline FILE",
    "sensor --config FILE", "sensor --persona FILE", "sensor --login file:FILE",
    "sensor --listen FILE", "sensor --state-directory access.log/FILE", "survey --targets FILE",
    "survey --logs FILE --out out", "logs --FILE", "FILE",
  ])
  func isShownAndDoesNothing(_ line: String) throws {
    let bench = try TemporaryFolder()
    // What lies there is of no use to anybody.
    try bench.write("\u{1B}[31mnonsense\u{202E}\n", Self.name)
    try bench.write("nonsense\n", "access.log")
    try bench.write("nonsense\n", "r.jsonl")
    let words = line.replacing("FILE", with: "\"$NAME\"")
    let result = try bench.run("NAME='\(Self.name)'; ftpscope \(words)")
    #expect(result.status < 128, "\(result.errors)")
    let shown = result.errors
    #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}"), "\(shown)")
    #expect(!result.text.contains("\u{1B}"), "\(result.text)")
  }
}
