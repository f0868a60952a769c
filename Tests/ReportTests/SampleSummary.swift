import Bytes
import Records
import Report

@testable import Usage

/// Made-up summaries: a small company over a month, and one full of hostile names.
enum SampleSummary {
  static let day0 = CalendarDay(year: 2026, month: 10, day: 1)

  static func counts(
    clear: Int = 0, explicit: Int = 0, implicit: Int = 0, none: Int = 0, unknown: Int = 0,
    uncertain: Int = 0
  ) -> UsageCounts {
    var counts = UsageCounts()
    counts.clear = clear
    counts.explicit = explicit
    counts.implicit = implicit
    counts.none = none
    counts.unknown = unknown
    counts.uncertain = uncertain
    counts.sessions = clear + explicit + implicit + none + unknown
    counts.clearLogins = clear
    counts.protectedLogins = explicit + implicit
    counts.transfers = .init(clear: clear * 3, private: (explicit + implicit) * 4, unknown: unknown)
    return counts
  }

  static func time(_ day: Int, _ minute: Int = 543) -> Timestamp {
    Timestamp(milliseconds: (Int64(day0.number) + Int64(day)) * 86_400_000 + Int64(minute) * 60_000)
  }

  static func party(
    _ name: String?, _ counts: UsageCounts, peers: [String], last: Int
  ) -> UsageSummary.Party {
    let names = UsageSummary.PartyNames(
      name: { _ in name }, peerNames: { _ in Array(peers.prefix(10)) })
    return UsageSummary.Party(
      names: names, place: 0, counts: counts, peers: peers.count, first: time(0), last: time(last))
  }

  static func lockedOut(
    _ name: String, logins: Int, filesOnly: Int = 0, tls: Int = 0, last: Int, peers: [String]
  ) -> Readiness.LockedOut {
    Readiness.LockedOut(
      name: name, sessions: logins + filesOnly, clearLogins: logins, clearTransfersOnly: filesOnly,
      protectedSessions: tls, last: time(last), peerNames: peers)
  }

  static func refused(
    _ client: String?, _ user: String?, _ verb: String, _ code: Int, _ reason: String,
    wantedTLS: Bool, sessions: Int
  ) -> Readiness.Refused {
    Readiness.Refused(
      client: client, user: user, verb: verb, code: code, reason: reason, wantedTLS: wantedTLS,
      sessions: sessions, last: time(29))
  }

  static func source(
    _ path: String, _ format: String?, lines: Int, malformed: Int = 0, skipped: Int = 0,
    problem: String? = nil
  ) -> UsageSummary.Source {
    var source = UsageSummary.Source(path: path)
    source.logFormat = format
    source.lines = lines
    source.malformed = malformed
    source.skipped = skipped
    source.bytes = lines * 143
    source.problem = problem
    return source
  }

  /// A month of a company on its way to TLS.
  static var company: UsageSummary {
    var summary = UsageSummary()
    for index in 0..<31 where index != 17 {
      let weekend = [3, 4].contains(index % 7)
      let clear = weekend ? 9 : 40 - index + index * 7 % 11
      let explicit = weekend ? 22 : 60 + index * 2 + index * 13 % 17
      let counts = counts(
        clear: clear, explicit: explicit, implicit: weekend ? 4 : 11 + index % 3,
        none: index % 4, unknown: index < 4 ? 8 : 0, uncertain: index % 5)
      summary.days.append(
        .init(day: CalendarDay(number: day0.number + Int32(index)), counts: counts))
      summary.totals.add(counts)
    }
    let clearUsers = [
      ("backup-nas", 312, "10.20.4.17"), ("scanner2", 141, "10.20.7.33"),
      ("CORP\\hr.export", 88, "10.20.1.88"), ("plotter", 61, "10.20.7.40"),
      ("agency-blau", 44, "198.51.100.23"), ("webcam-yard", 31, "10.20.9.5"),
      ("müller", 20, "2001:db8:85a3:1234:5678:8a2e:370:7334"), ("edi-orders", 12, "203.0.113.9"),
      ("倉庫管理システム", 6, "10.20.4.18"), ("old-erp", 3, "10.20.1.4"), ("test", 2, "10.20.1.4"),
      ("anonymous", 1, "192.0.2.77"),
    ]
    for (index, (name, logins, client)) in clearUsers.enumerated() {
      let tls = index % 3 == 1 ? logins / 4 : 0
      summary.users.append(
        party(name, counts(clear: logins, explicit: tls), peers: [client], last: 30 - index))
      summary.clients.append(
        party(client, counts(clear: logins, explicit: tls), peers: [name], last: 30 - index))
      guard index < 9 else { continue }
      summary.readiness.users.append(
        lockedOut(
          name, logins: logins, filesOnly: index == 2 ? 7 : 0, tls: tls, last: 30 - index,
          peers: [client]))
      guard index < 7 else { continue }
      summary.readiness.clients.append(
        lockedOut(client, logins: logins, tls: tls, last: 30 - index, peers: [name]))
    }
    for index in 0..<28 {
      summary.users.append(
        party(
          "partner\(index)", counts(explicit: 90 - index * 3), peers: ["192.0.2.\(index)"],
          last: 30))
      summary.clients.append(
        party(
          "192.0.2.\(index)", counts(explicit: 90 - index * 3), peers: ["partner\(index)"],
          last: 30))
    }
    summary.servers = [
      .init(server: "10.20.0.5", port: 21, counts: counts(clear: 700, explicit: 2300, none: 30)),
      .init(server: "10.20.0.5", port: 990, counts: counts(implicit: 310, none: 14)),
      .init(server: "10.20.0.6", port: 21, counts: counts(clear: 21, unknown: 32)),
    ]
    fillReadiness(&summary.readiness)
    fillSources(&summary)
    return summary
  }

  private static func fillReadiness(_ readiness: inout Readiness) {
    readiness.from = CalendarDay(number: day0.number + 1)
    readiness.to = CalendarDay(number: day0.number + 30)
    readiness.loginUsers = 37
    readiness.clearUsers = 9
    readiness.lockedOutUsers = 9
    readiness.lockedOutClients = 7
    readiness.lockedOutSessions = 722
    readiness.refused = [
      refused(
        "203.0.113.9", "edi-orders", "AUTH TLS", 534,
        "the server’s policy denies TLS on the control channel", wantedTLS: true, sessions: 14),
      refused(
        "10.20.7.40", nil, "AUTH SSL", 504, "the server does not know this AUTH mechanism",
        wantedTLS: true, sessions: 9),
      refused(
        "10.20.7.33", nil, "AUTH SSL", 504, "the server does not know this AUTH mechanism",
        wantedTLS: true, sessions: 3),
      refused(
        "198.51.100.60", "agency-rot", "PASS", 530, "TLS is required for the login",
        wantedTLS: false, sessions: 5),
    ]
  }

  private static func fillSources(_ summary: inout UsageSummary) {
    summary.sources = [
      source("Examples/logs/iis/u_ex2610.log", "iis", lines: 81_233, malformed: 3, skipped: 1200),
      source("Examples/logs/vsftpd/vsftpd.log", "vsftpd", lines: 9120),
      source("Examples/logs/proftpd/tls.log", "proftpd-tls", lines: 4410),
      source("Examples/logs/xferlog", "xferlog", lines: 32),
      source(
        "Examples/logs/old.log.gz", nil, lines: 0,
        problem: "the gzip data breaks off after 12,288 bytes"),
    ]
    summary.advice = [
      .init(
        logFormat: "xferlog", sessions: 32,
        text: "xferlog does not tell of TLS; in vsftpd.conf set log_ftp_protocol=YES, "
          + "debug_ssl=YES and xferlog_std_format=NO")
    ]
    summary.malformedLines = [
      .init(path: "Examples/logs/iis/u_ex2610.log", line: 4711, reason: "a field is missing"),
      .init(
        path: "Examples/logs/iis/u_ex2610.log", line: 81_233,
        reason: "the line breaks off (the file may still be written to)"),
    ]
  }

  /// Names that attack terminals, pages and spreadsheets.
  static let hostileNames = [
    "<script>alert(1)</script>", "\u{D4E}<script>alert(2)</script>", "=cmd|'/c'!A1",
    "\u{1B}[31mred\u{1B}[0m\u{7}", "\u{9B}2J\u{9D}0;title\u{9C}",
    String(repeating: "A", count: 300),
    "\u{202E}gpj.exe", "zero\u{200B}width\u{FEFF}", "tab\tnew\nline\rback",
    "\"><img src=x onerror=a()>",
    "' onmouseover='a()", "a;=1+1", "@SUM(A1)", "-2+3", "+1", "＝1+1", "\t=1", "\r=1",
    String(repeating: "漢", count: 90), "Z" + String(repeating: "\u{335}", count: 40), "{{css}}",
    "a,b \"c\"", "\u{E000}\u{2028}\u{A0}", "👩\u{200D}👩\u{200D}👧 flag🇩🇪", "", "--", "שלום", "&lt;",
  ]

  /// All of them, everywhere a name may stand.
  static var hostile: UsageSummary {
    var summary = company
    for (index, name) in hostileNames.enumerated() {
      let counts = counts(clear: 7, explicit: index)
      summary.users.insert(party(name, counts, peers: hostileNames, last: 3), at: index)
      summary.clients.insert(party(name, counts, peers: hostileNames, last: 3), at: index)
      summary.servers.insert(.init(server: name, port: index, counts: counts), at: index)
      let row = lockedOut(name, logins: 7, last: 9, peers: hostileNames)
      summary.readiness.users.insert(row, at: index % 9)
      summary.readiness.clients.insert(row, at: index % 9)
      summary.readiness.refused.append(
        refused(name, name, name, 534, name, wantedTLS: index % 2 == 0, sessions: index))
      summary.sources.append(source(name, name, lines: 10_000_000, malformed: 1, problem: name))
      summary.advice.append(.init(logFormat: name, sessions: 1, text: name))
      summary.malformedLines.append(.init(path: name, line: 12, reason: name))
    }
    summary.users.append(party(nil, counts(unknown: 2), peers: [], last: 1))
    summary.days.append(.init(day: nil, counts: counts(clear: 1)))
    return summary
  }

  /// More rows than a page shows.
  static var large: UsageSummary {
    var summary = company
    for index in 0..<1234 {
      let counts = counts(clear: 1_234_567, explicit: 2_345_678, unknown: 99)
      summary.users.append(party("user-\(index)", counts, peers: ["192.0.2.1"], last: 2))
      summary.days.append(
        .init(day: CalendarDay(number: day0.number - Int32(index)), counts: counts))
      summary.totals.add(counts)
    }
    return summary
  }

  /// Files whose logs say nothing about TLS.
  static var silent: UsageSummary {
    var summary = company
    summary.totals = counts(clear: 30, none: 4, unknown: 900)
    summary.days = [.init(day: day0, counts: summary.totals)]
    summary.readiness.from = day0
    return summary
  }

  /// Everybody uses TLS.
  static var ready: UsageSummary {
    var summary = UsageSummary()
    summary.totals = counts(explicit: 120, implicit: 30, none: 2)
    summary.users = [party("a", counts(explicit: 150), peers: ["192.0.2.1"], last: 1)]
    summary.clients = [party("192.0.2.1", counts(explicit: 150), peers: ["a"], last: 1)]
    summary.days = [.init(day: day0, counts: summary.totals)]
    summary.readiness.from = day0
    summary.readiness.to = day0
    summary.readiness.loginUsers = 1
    summary.sources = [source("ftp.log", "iis", lines: 900)]
    return summary
  }
}
