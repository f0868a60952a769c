import Records
import Store
import Usage

/// What to do, made from the findings, for three readers.
struct ReportAdvice: Sendable {
  /// One thing to do.
  struct Line: Equatable, Sendable {
    /// What to do, in a sentence.
    var text: String
    /// The figures that it rests on.
    var evidence: String
    /// What to change, by product: `vsFTPd (1,420 services): force_local_logins_ssl=YES`.
    var settings: [String] = []
    /// How much it matters here, the harm that one can do times how many there are: the higher,
    /// the sooner.
    var weight = 0
  }

  /// The more weighty ones first.
  private(set) var teams: [Line] = []
  /// For cloud and hosting providers.
  private(set) var providers: [Line] = []
  /// For national CERTs.
  private(set) var certs: [Line] = []

  /// The two that matter most here.
  var foremost: [Line] { Array(teams.prefix(2)) }

  /// What can be used instead of FTP.
  static let alternatives = [
    "SFTP (files over SSH)", "SCP or rsync over SSH", "HTTPS with a login",
  ]

  /// Providers, products and advisories that a line names.
  static let listed = 5

  init(
    exposure: ServiceFindings?, places: PlaceFindings?, attackers: AttackFindings?,
    names: NameFindings?, usage: UsageSummary?
  ) {
    if let exposure {
      teams += Self.vulnerabilities(exposure) + Self.faults(exposure) + Self.versions(exposure)
      certs += Self.notifications(exposure, places)
    }
    if let usage { teams += Self.lockouts(usage) }
    if let attackers { teams += Self.attacks(attackers) }
    if let places, let exposure { providers += Self.hosting(places, exposure) }
    if let names {
      certs.append(
        Line(
          text: "Tell those who run them that names which say FTP are how attackers find servers.",
          evidence: "\(Figures.count(names.names, "name")) under "
            + Figures.count(names.domains, "domain"), weight: 1))
    }
    for list in [\ReportAdvice.teams, \.providers, \.certs] {
      self[keyPath: list].sort { ($1.weight, $0.text) < ($0.weight, $1.text) }
    }
  }

  private static func faults(_ found: ServiceFindings) -> [Line] {
    // What is vulnerable has lines of its own, by impact.
    found.faults.filter { $0.value > 0 && $0.key != .vulnerable }.map { fault, count in
      Line(
        text: fault.mend,
        evidence: "\(Figures.grouped(count)) of \(Figures.count(found.services, "service")) "
          + fault.deed(count), settings: settings(found, fault),
        weight: count * harm(fault))
    }
  }

  /// How much a service with a fault weighs; on which attackers can run programs, one weighs 1000.
  private static func harm(_ fault: ServiceFault) -> Int {
    switch fault {
    case .passwordsInClear: 100
    case .noTLS: 80
    case .tlsFails, .vulnerable, .filesInClear: 50
    case .weakCipher, .weakKey, .oldTLS: 10
    case .weakSignature, .certificateExpired, .selfSigned: 5
    case .notYetValid, .otherName, .untrusted: 2
    }
  }

  /// What to change where passwords or files cross in clear, for the products that are known.
  private static func settings(_ found: ServiceFindings, _ fault: ServiceFault) -> [String] {
    guard [.passwordsInClear, .noTLS, .filesInClear].contains(fault) else { return [] }
    return found.familyFaults.filter { $0.fault == fault }.compactMap { entry in
      guard let settings = ServerSettings.requiringTLS(entry.family) else { return nil }
      let parts =
        fault == .filesInClear
        ? [settings.data] : [settings.login, settings.data.map { "for files \($0)" }]
      let words = parts.compactMap(\.self)
      guard !words.isEmpty else { return nil }
      return "\(entry.family) (\(Figures.count(entry.count, "service"))): "
        + words.joined(separator: "; ")
    }
  }

  private static func versions(_ found: ServiceFindings) -> [Line] {
    guard found.endOfLife.count > 0 else { return [] }
    return [
      Line(
        text: "Replace versions that are no longer maintained.",
        evidence: "\(Figures.grouped(found.endOfLife.count)) of "
          + "\(Figures.count(found.endOfLife.judged, "service")) of which that is known: "
          + Self.list(
            found.outdated.map {
              "\(Figures.grouped($0.number)) of \($0.answer)"
                + ($0.detail.isEmpty ? "" : " \($0.detail)")
            }),
        weight: found.endOfLife.count * 10)
    ]
  }

  private static func lockouts(_ usage: UsageSummary) -> [Line] {
    let verdict = UsageVerdict(usage)
    switch verdict.outcome {
    case .ready:
      return [
        Line(
          text: "Require TLS: nobody would be locked out.",
          evidence: String(verdict.sentence.dropLast()),
          weight: usage.totals.sessions)
      ]
    case .notReady:
      return [
        Line(
          text: "Call those who still use plain FTP, then require TLS.",
          evidence: String(verdict.sentence.dropLast()),
          weight: max(usage.readiness.lockedOutUsers, usage.readiness.lockedOutClients) * 50)
      ]
    case .cannotTell, .nothing: return []
    }
  }

  private static func attacks(_ found: AttackFindings) -> [Line] {
    guard found.connections > 0 else { return [] }
    return [
      Line(
        text: "Refuse the names and passwords that attackers try, and limit attempts.",
        evidence: "\(Figures.count(found.connections, "connection")) from "
          + "\(Figures.count(found.sources, "address", "addresses")) at the sensors",
        weight: found.sources)
    ]
  }

  private static func hosting(_ places: PlaceFindings, _ found: ServiceFindings) -> [Line] {
    var lines: [Line] = []
    let clear = places.cloudClearLogins.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if let worst = clear.first {
      lines.append(
        Line(
          text: "Offer images and panels in which FTP requires TLS, and tell customers who run it "
            + "plain.",
          evidence: "Services that take passwords in clear: "
            + clear.prefix(listed).map { "\($0.key) \(Figures.grouped($0.value))" }
            .joined(separator: ", "), weight: worst.value))
    }
    let grave = places.cloudConfirmed.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if let worst = grave.first {
      lines.append(
        Line(
          text: "Tell customers whose servers have confirmed vulnerabilities.",
          evidence: grave.prefix(listed).map { "\($0.key) \(Figures.grouped($0.value))" }
            .joined(separator: ", "), weight: worst.value * 100))
    }
    if !places.clouds.isEmpty, lines.isEmpty {
      let all = places.clouds.reduce(0) { $0 + $1.number }
      lines.append(
        Line(
          text: "Close port 21 for new machines unless it is asked for, and offer SFTP instead.",
          evidence:
            "at \(Figures.count(places.clouds.count, "provider")): \(Figures.grouped(all)) of "
            + Figures.count(found.services, "service"), weight: all))
    }
    return lines
  }

  private static func notifications(
    _ found: ServiceFindings, _ places: PlaceFindings?
  ) -> [Line] {
    var lines: [Line] = []
    let confirmed = found.vulnerable[.confirmed, default: 0]
    if confirmed > 0 {
      lines.append(
        Line(
          text:
            "Notify the owners of services with a confirmed vulnerability first, then the rest.",
          evidence: Figures.count(confirmed, "service"), weight: confirmed * 100))
    }
    if let clear = found.faults[.passwordsInClear], clear > 0 {
      lines.append(
        Line(
          text: "Make plain FTP logins a topic of their own: owners know the server, not the risk.",
          evidence: Figures.count(clear, "service")
            + (clear == 1 ? " takes" : " take") + " passwords in clear", weight: clear))
    }
    if let places, let first = places.countries.first {
      lines.append(
        Line(
          text: "Share the lists with the teams of the countries that have most services.",
          evidence: places.countries.prefix(listed)
            .map { "\($0.answer) \(Figures.grouped($0.number))" }.joined(separator: ", "),
          weight: first.number / 10))
    }
    return lines
  }
}
