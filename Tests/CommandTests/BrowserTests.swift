import Foundation
import TestSupport
import Testing

/// What a browser does with a report of values that others chose: Chromium, watched over its
/// DevTools protocol by `Lab/browse`.
@Suite(
  .enabled("chromium and python3 are needed to watch a browser, and are not here") {
    ["chromium", "python3"].allSatisfy { program in
      FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
    }
  })
struct BrowserTests {
  private let bench: TemporaryFolder
  private static let browse = Project.path("Lab/browse")

  init() throws { bench = try TemporaryFolder() }

  private static let hostile = [
    "<script>alert(1)</script>", "</script></style></title><script>alert(2)</script>",
    "<img src=http://127.0.0.1:9/i onerror=alert(3)>", "<svg onload=alert(4)>",
    "<svg><use href=http://127.0.0.1:9/u>", "<iframe src=http://127.0.0.1:9/f></iframe>",
    "<iframe srcdoc='<script>alert(5)</script>'>", "<object data=http://127.0.0.1:9/o></object>",
    "<link rel=stylesheet href=http://127.0.0.1:9/l>", "<style>@import 'http://127.0.0.1:9/s'",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/m'>",
    "<base href=http://127.0.0.1:9/>", "<form action=http://127.0.0.1:9/><input autofocus>",
    "<a href=javascript:alert(6) autofocus onfocus=alert(7)>x</a>", "<!--", "<![CDATA[<b>]]>",
    "\" onmouseover=alert(8) x=\"", "' style='background:url(http://127.0.0.1:9/b)'",
    "{{{pageTitle}}}{{> head}}", "\u{202E}<b>\u{200B}\u{1B}[2J\u{0}", "&lt;script&gt;",
    "\u{FEFF}<video src=http://127.0.0.1:9/v autoplay>", "<details open ontoggle=alert(9)>",
  ]

  /// Records of every kind, with each hostile text wherever a text can be.
  private func records() throws -> String {
    let time = "2026-11-24T10:00:00Z"
    let objects = Self.hostile.enumerated().flatMap { number, text -> [[String: Any]] in
      func record(_ kind: String, _ rest: [String: Any]) -> [String: Any] {
        rest.merging(["record": kind, "id": "\(kind)\(number)", "time": time, "survey": "s"]) {
          first, _ in first
        }
      }
      func event(_ type: String, _ rest: Any) -> [String: Any] {
        record(
          "event",
          [
            "id": "\(type)\(number)", "sensor": text, "session": text, "type": type, type: rest,
            "source": ["ip": text, "port": 1], "persona": text,
            "listener": ["ip": text, "port": number, "mode": text],
          ])
      }
      return [
        record(
          "service",
          [
            "ip": "192.0.2.\(number)", "port": 21, "hostname": text, "status": "ok",
            "mode": "explicit", "banner": text,
            "tls": ["version": text, "cipher": text, "certificate": ["subject": text]],
            "product": ["product": text, "family": text, "version": text, "vendor": text],
            "place": ["country": text, "asn": number, "network": text, "cloud": text],
            "advisories": [["id": text, "certainty": "confirmed", "impact": text]],
          ]),
        record(
          "session",
          [
            "start": time, "user": text, "client": text, "server": text, "login": "succeeded",
            "control": "clear", "credentials": "clear", "certain": true, "doubts": [String](),
            "transfers": ["clear": 1, "private": 0, "unknown": 0],
          ]),
        record(
          "name",
          [
            "name": "\(text).example", "label": text, "domain": text, "suffix": text, "type": "a",
            "value": text,
          ]),
        event("connect", [String: Any]()), event("login", ["user": text, "password": text]),
        event("command", ["verb": text, "argument": text]), event("tls", ["ja4": text]),
        event("exploit", ["signature": text, "cve": text, "payload": text]),
        event("upload", ["path": text, "sha256": text, "content": text, "size": number]),
        event("download", ["path": text, "size": number, "canary": text]),
        event("bounce", ["target": text]),
        event("disconnect", ["class": text, "class_rule": text, "reason": text]),
      ]
    }
    return try objects.map {
      String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self)
    }
    .joined(separator: "\n")
  }

  /// Nothing of it runs, nothing is asked for, and nothing is tried that had to be forbidden.
  @Test func reportOfHostileValues() throws {
    try bench.write(try records(), "r.jsonl")
    let made = try bench.run(
      "ftpscope report r.jsonl --format html --output p.html --title '<script>alert(0)</script>'")
    #expect(made.status == 0, "\(made.errors)")
    let seen = try bench.run("'\(Self.browse)' p.html").json
    for what in ["dialogs", "requests", "violations", "errors"] {
      #expect((seen[what] as? [Any])?.isEmpty == true, "\(what): \(seen[what] ?? "")")
    }
    #expect(seen["title"] as? String == "<script>alert(0)</script>")
  }

  /// What would be seen if something did.
  @Test func theWatchSees() throws {
    try bench.write(
      "<title>a</title><script>alert(1); document.title = 'b'</script>"
        + "<img src=http://127.0.0.1:9/x>", "p.html")
    let open = try bench.run("'\(Self.browse)' p.html").json
    #expect(open["dialogs"] as? [String] == ["1"] && open["title"] as? String == "b")
    #expect(open["requests"] as? [String] == ["http://127.0.0.1:9/x"])
    try bench.write(
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><script>1</script>",
      "p.html")
    let strict = try bench.run("'\(Self.browse)' p.html").json
    #expect((strict["violations"] as? [Any])?.count == 1)
    #expect((strict["errors"] as? [Any])?.count == 1)
  }
}
