import Testing

@testable import Sensor

/// Signatures: each is seen in its probe, none in what people do, and files are read or refused.
@Suite struct SignatureTests {
  private static let set = try? SignatureSet()

  @Test(arguments: AttackProbe.all) func isSeen(_ probe: AttackProbe) throws {
    let set = try #require(Self.set)
    #expect(Self.found(probe, by: set).contains(probe.signature))
  }

  /// Each signature has a probe.
  @Test func allHaveProbes() throws {
    let set = try #require(Self.set)
    let probed = Set(AttackProbe.all.map(\.signature))
    #expect(set.entries.map(\.id).filter { !probed.contains($0) } == [])
    #expect(probed.subtracting(set.entries.map(\.id)) == [])
  }

  private static func found(_ probe: AttackProbe, by set: SignatureSet) -> Set<String> {
    let matches: [SignatureMatch]
    switch probe.way {
    case .upload: matches = set.matches(upload: probe.bytes)
    case .injected: matches = set.matches(injected: probe.bytes)
    case .opening: matches = set.matches(opening: probe.bytes)
    case .line:
      let command = probe.command
      let hasTelnet = probe.bytes.contains(0xFF)
      matches = set.matches(
        SightedCommand(
          verb: command.verb, argument: command.argument, raw: hasTelnet ? probe.bytes : [],
          isLoggedIn: probe.isLoggedIn))
    }
    return Set(matches.map(\.signature))
  }

  /// What clients and people send every day.
  private static let harmless = [
    "USER anonymous", "USER ftp", "USER john.doe@example.com", "USER DOMAIN\\user", "USER web_01",
    "PASS mozilla@example.com", "PASS IEUser@", "PASS lftp@", "PASS correct horse battery staple",
    "PASS s3cr3t!#/(x)", "SYST", "FEAT", "HELP SITE", "OPTS UTF8 ON", "OPTS MLST type;size;modify;",
    "CLNT FileZilla 3.66.5", "TYPE I", "TYPE L 8", "PWD", "CWD /pub/linux/kernel/v6.x", "CWD ..",
    "CWD ../other", "CDUP", "PASV", "EPSV", "EPSV ALL", "EPSV 2", "PORT 192,0,2,9,195,80",
    "EPRT |1|192.0.2.9|50123|", "EPRT |2|2001:db8::9|50123|", "LIST", "LIST -a", "LIST -la",
    "LIST *.txt", "NLST *", "MLSD", "RETR report (final) 100%.pdf", "RETR Ünïcode.txt",
    "RETR /a/b/linux-6.1.tar.xz", "STOR holiday photo.jpg", "STOR backup-2024-01-01.tar.gz",
    "STOR Résumé & letter.docx", "SIZE a.iso", "MDTM a.iso", "MDTM 20240101120000 a.iso",
    "MFMT 20240101120000 a.iso", "REST 1048576", "REST 0", "RNFR a", "RNTO b", "DELE old.log",
    "MKD new folder", "RMD new folder", "SITE CHMOD 644 index.html", "SITE HELP", "SITE UMASK 022",
    "NOOP", "QUIT", "AUTH TLS", "PBSZ 0", "PROT P", "ABOR", "STAT", "STAT /", "ALLO 1024",
    "HOST ftp.example.com", "LANG en-US", "ACCT 42",
  ]

  @Test(arguments: harmless) func isHarmless(_ line: String) throws {
    let set = try #require(Self.set)
    for isLoggedIn in [false, true] {
      #expect(Self.found(AttackProbe("", line, in: isLoggedIn), by: set) == [])
    }
  }

  @Test func harmlessFilesAreNone() throws {
    let set = try #require(Self.set)
    let heads = [
      "<!DOCTYPE html><html><head><title>Hello</title>", "\u{89}PNG\r\n", "%PDF-1.7\n",
      "PK\u{03}\u{04}", "name,amount\nann,12\n", "Dear all, please find the files attached.", "",
    ]
    for head in heads { #expect(set.matches(upload: Array(head.utf8)) == []) }
  }

  /// A line that was cut is overlong, however little is left of it.
  @Test func cutLinesAreOverlong() throws {
    let set = try #require(Self.set)
    let sight = SightedCommand(verb: Array("STAT".utf8), argument: [0x61], isTooLong: true)
    #expect(set.matches(sight).map(\.signature) == ["overlong-line"])
  }

  @Test func ownOnesAreAdded() throws {
    let text =
      "# mine\nmine\targument\tUSER\tany\t*\t+teapot\t-\ta teapot\n"
      + "http\tline\t*\tany\t*\t+never\t-\tnever\n"
    let set = try SignatureSet(more: text, path: "my.tsv")
    #expect(Self.found(AttackProbe("", "USER xTEAPOTx"), by: set) == ["mine"])
    #expect(!Self.found(AttackProbe("", "GET / HTTP/1.1"), by: set).contains("http"))
    #expect(set.entries.contains { $0.id == "mine" && $0.what == "a teapot" })
  }

  /// Bytes on which an expression gives up are a sign themselves, whatever they are.
  @Test func exhaustingBytesAreTold() throws {
    let text = "slow\tline\tUSER,PASS\tany\t*\t~^.{5}(?:a+)+[bd]$\t-\tslow\n"
    let set = try SignatureSet(more: text + text.replacing("slow", with: "too"), path: "my.tsv")
    let many = String(repeating: "a", count: 60)
    #expect(Self.found(AttackProbe("", "USER \(many)b"), by: set) == ["slow", "too"])
    let sight = SightedCommand(verb: Array("USER".utf8), argument: Array("\(many)c".utf8))
    #expect(set.matches(sight).map(\.signature) == ["exhausting-bytes"])
  }

  private static let refused: [(line: String, words: String)] = [
    (
      "a\tb",
      "has 2 columns: id, where, verbs, phase, needs, pattern, cve, what with tabs between"
    ),
    (
      "a b\tline\t*\tany\t*\t+x\t-\tx",
      "'a b' is no id: use at most 64 letters, digits and hyphens"
    ),
    (
      "a\theader\t*\tany\t*\t+x\t-\tx",
      "where 'header'? Use argument, line, raw, upload, injected, opening"
    ),
    ("a\tline\t*\tever\t*\t+x\t-\tx", "phase 'ever'? Use before, after, any"),
    ("a\tline\t*\tany\t\\q\t+x\t-\tx", "write \\t, \\r, \\n, \\\\ or \\xNN"),
    ("a\tline\t*\tany\t\\x4\t+x\t-\tx", "\\x wants two hexadecimal digits"),
    (
      "a\tline\t*\tany\t*\tx\t-\tx",
      "the pattern begins with ~ (an expression), + (some bytes) or > (a length)"
    ),
    (
      "a\tline\t*\tany\t*\t~(\t-\tx",
      "'(' is no expression that PCRE2 takes: missing closing parenthesis at byte 1"
    ),
    ("a\tline\t*\tany\t*\t>x\t-\tx", "> wants a number behind it"),
    (
      "a\tline\t*\tany\t*\t+x\t2011\tx",
      "'2011' is no CVE: write CVE-2011-2523, or - where there is none"
    ),
    ("a\tline\t*\tany\t*\t+x\t-\tx\na\tline\t*\tany\t*\t+x\t-\tx", "'a' is there twice"),
  ]

  @Test(arguments: refused) func isRefused(_ line: String, _ words: String) {
    do throws(SignatureFailure) {
      _ = try SignatureSet(more: line, path: "my.tsv")
      Issue.record("taken: \(line)")
    } catch {
      #expect(error.reason == words)
      #expect(error.path == "my.tsv")
    }
  }
}
