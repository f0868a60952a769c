import Records

/// What the template of the part "What is exposed" fills in; the part stands on a page of its own
/// or among others. No field has the name of one further out: see `PageModel`.
struct ExposedPart {
  /// A fault, and what mends it.
  struct Mend {
    var mendTitle: String
    var mendCount: String
    var mendKind: String
    var mendText: String
  }

  let exposedTone: String
  let exposedSign: String
  let exposedWords: String
  let exposedSentence: String
  let exposedNote: String?
  let hasShares: Bool
  let shareBars: [ShareBar]
  let hasMends: Bool
  let mends: [Mend]
  let tables: [PageTable]

  init(_ tally: ServiceTally) {
    let verdict = ServicesVerdict(tally)
    (exposedTone, exposedSign) =
      switch verdict.outcome {
      case .exposed: ("notReady", "!")
      case .flawed: ("cannotTell", "!")
      case .inOrder: ("ready", "✓")
      case .cannotTell: ("cannotTell", "?")
      case .nothing: ("nothing", "–")
      }
    exposedWords = verdict.outcome.words
    exposedSentence = verdict.sentence
    exposedNote = verdict.notes.isEmpty ? nil : verdict.notes.joined(separator: " ")
    shareBars = Self.shares(tally)
    hasShares = !shareBars.isEmpty
    mends = Self.mends(tally)
    hasMends = !mends.isEmpty
    tables = [Self.services(tally), Self.products(tally), Self.foreign(tally)].compactMap { $0 }
  }

  // MARK: - Bars

  private static func shares(_ tally: ServiceTally) -> [ShareBar] {
    let certificates = tally.certificates
    return [
      .modes { tally.modes[$0, default: 0] },
      .loginInClear { tally.loginInClear[$0, default: 0] },
      .dataProtection { tally.dataProtection[$0, default: 0] },
      .ages("TLS version", tally.ages),
      ShareBar(
        "Cipher",
        [
          (.good, "Modern", tally.ciphers[.modern, default: 0]),
          (
            .fair, "Dated",
            tally.ciphers[.forwardSecret, default: 0] + tally.ciphers[.notForwardSecret, default: 0]
          ),
          (.bad, "Weak", tally.ciphers[.weak, default: 0]),
          (.unknown, "Another", tally.ciphers[.other, default: 0]),
        ]),
      .ages("Oldest TLS that is accepted", tally.oldestAges),
      ShareBar(
        "Anonymous users",
        [
          (.good, "Refused", tally.anonymous[.refused, default: 0]),
          (.fair, "Address wanted", tally.anonymous[.offered, default: 0]),
          (.bad, "Let in", tally.anonymous[.accepted, default: 0]),
          (.unknown, "Not known", tally.anonymous[.unknown, default: 0]),
        ]),
      ShareBar(
        "Certificate",
        [
          (.good, "Good", certificates.shown - certificates.atFault),
          (.bad, "At fault", certificates.atFault),
        ]),
    ].compactMap { $0 }
  }

  // MARK: - What to mend, and tables

  private static func mends(_ tally: ServiceTally) -> [Mend] {
    ServiceFault.allCases.compactMap { fault in
      guard let count = tally.faults[fault], count > 0 else { return nil }
      let isGrave = ServicesVerdict.exposing.contains(fault)
      return Mend(
        mendTitle: Figures.sentence(fault.fullWords), mendCount: Figures.grouped(count),
        mendKind: isGrave ? "hot" : "", mendText: fault.mend)
    }
  }

  private static func services(_ tally: ServiceTally) -> PageTable? {
    let services = tally.ranked.filter(\.isFTPService)
    guard !services.isEmpty else { return nil }
    let isNamed = services.contains { $0.hostname != nil }
    let isAnonymousAsked = services.contains { $0.anonymous != nil }
    let titles =
      ["Service", "TLS", "Password in clear", "Files in TLS", "Certificate", "Software"]
      + (isAnonymousAsked ? ["Anonymous users"] : []) + (isNamed ? ["Address"] : [])
    return PageTable(
      services, id: "services-table",
      caption: tally.toMend > 0 && tally.services > 1 ? "Services, the worst first" : "Services",
      spoken: "Services",
      columns: titles.map { .init(columnTitle: $0) }, count: tally.services,
      rest: "the JSON: ftpscope scan --format json"
    ) { record in
      let words = ServiceWords(record)
      let address = record.hostname == nil ? "" : record.ip
      let faults = record.faults
      let tlsFaults = [.oldTLS, .weakCipher, .noTLS, .tlsFails].filter(faults.contains)
      let ciphers = faults.contains(.weakCipher) ? ", " + ServiceFault.weakCipher.words : ""
      let certificate = faults.filter(\.isOfCertificate).map(\.words)
      return [
        .name(words.host, rest: words.port), fact(words.tls + ciphers, isBad: !tlsFaults.isEmpty),
        fact(words.password, isBad: faults.contains(.passwordsInClear)),
        fact(words.files, isBad: record.dataProtection == .none),
        certificate.isEmpty
          ? fact(words.certificate, isBad: false)
          : fact(certificate.joined(separator: ", "), isBad: true),
        .text(words.software, columns: 60),
      ]
        + (isAnonymousAsked
          ? [fact(words.anonymous, isBad: record.anonymous == .accepted)] : [])
        + (isNamed ? [.address(address)] : [])
    }
  }

  private static func products(_ tally: ServiceTally) -> PageTable? {
    let entries = tally.products.entries
    guard !entries.isEmpty else { return nil }
    return PageTable(
      entries, id: "products-table", caption: "Software", spoken: "Software",
      columns: [
        .init(columnTitle: "Software"), .init(columnTitle: "Services", columnKind: "n"),
        .init(columnTitle: "Known vulnerabilities"),
      ], rest: "the JSON: ftpscope scan --format json"
    ) { entry in
      [
        .name(entry.words), .number(entry.count),
        fact(entry.advisoryWords, isBad: entry.hasConfirmed),
      ]
    }
  }

  /// A fact in a few words, which stands out where it is bad.
  private static func fact(_ words: String, isBad: Bool) -> PageTable.Cell {
    let isNothing = words == ServiceWords.unknown || words == "–"
    let shown = EscapedText(words).truncated(to: 120)
    return .plain(shown, isBad ? "fact hot" : isNothing ? "fact zero" : "fact")
  }

  private static func foreign(_ tally: ServiceTally) -> PageTable? {
    let entries = tally.foreign.entries
    guard !entries.isEmpty else { return nil }
    return PageTable(
      entries, id: "not-ftp", caption: "Not FTP", spoken: "Not FTP",
      columns: [.init(columnTitle: "Protocol"), .init(columnTitle: "Ports", columnKind: "n")],
      rest: "the JSON: ftpscope scan --format json"
    ) { [.name($0.text), .number($0.count)] }
  }
}
