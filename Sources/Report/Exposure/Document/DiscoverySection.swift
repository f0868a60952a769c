import Records
import Store

/// What was found, and where.
enum DiscoverySection {
  /// Rows of the page's tables.
  private static let rowsMaximum = 20
  private static let cloudsMaximum = 10

  static func section(_ report: ExposureReport) -> ReportDocument.Section? {
    guard let found = report.exposure else { return nil }
    var blocks: [ReportDocument.Block] = []
    let bars = shares(found)
    if !bars.isEmpty { blocks.append(.shares(bars)) }
    let tables: [ReportDocument.Table?]
    if let places = report.places {
      if let map = TileMap(places.countries) { blocks.append(.map(map)) }
      tables = [
        .counts(
          "countries", "Countries", "Country", places.countries, of: found.services,
          limit: rowsMaximum, name: { CountryTiles.name($0.answer) }),
        networks(places, found),
        .counts(
          "clouds", "Cloud and hosting providers", "Provider", places.clouds, of: found.services,
          limit: cloudsMaximum),
      ]
    } else {
      blocks.append(.text("Where services are is not known: give --geo a database of places."))
      tables = []
    }
    let faults = certificateFaults(found)
    blocks += (tables + [faults]).compactMap { $0.map { .table($0) } }
    return ReportDocument.Section(
      id: "discovery", heading: "Discovery",
      lead: "Which services there are, where they are, and what TLS they have.", blocks: blocks)
  }

  private static func networks(
    _ places: PlaceFindings, _ found: ServiceFindings
  ) -> ReportDocument.Table? {
    var table = ReportDocument.Table.counts(
      "networks", "Networks", "Network", detail: "Name", places.networks, of: found.services,
      limit: rowsMaximum)
    table?.count = places.networkCount
    return table
  }

  private static func shares(_ found: ServiceFindings) -> [ShareBar] {
    func count(_ list: KeyPath<ServiceFindings, [Count]>, _ answers: String...) -> Int {
      answers.reduce(0) { $0 + found.number(list, $1) }
    }
    var ages: [TLSAge: Int] = [:]
    for version in found.tlsVersions {
      ages[TLSAge(version: version.answer), default: 0] += version.number
    }
    return [
      ShareBar(
        "How TLS is reached",
        [
          ("explicit", "Explicit", count(\.modes, "explicit")),
          ("implicit", "Implicit", count(\.modes, "implicit")),
          ("clear", "Not at all", count(\.modes, "clear")),
          ("unknown", "Not known", count(\.modes, "")),
        ]),
      ShareBar(
        "TLS version",
        [
          ("explicit", "1.3", ages[.newest, default: 0]),
          ("implicit", "1.2", ages[.current, default: 0]),
          ("clear", "1.1 or older", ages[.old, default: 0]),
          ("unknown", "Another", ages[.other, default: 0]),
        ]),
      ShareBar(
        "Certificates",
        [
          ("explicit", "Valid", count(\.certificates, "sound")),
          ("clear", "At fault", count(\.certificates, "at_fault")),
        ]),
    ].compactMap { $0 }
  }

  private static func certificateFaults(_ found: ServiceFindings) -> ReportDocument.Table? {
    let shown = found.number(\.certificates, "shown")
    let faults = ServiceFault.allCases.filter { $0.isOfCertificate }.compactMap { fault in
      found.faults[fault].map { Count(Figures.sentence(fault.words), $0) }
    }
    .sorted { ($1.number, $0.answer) < ($0.number, $1.answer) }
    return .counts(
      "certificates", "Faults of certificates", "Fault", faults, of: shown, limit: rowsMaximum)
  }
}
