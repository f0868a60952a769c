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
    var ages: [TLSAge: Int] = [:]
    for version in found.tlsVersions {
      ages[TLSAge(version: version.answer), default: 0] += version.number
    }
    return [
      .modes { found.number(\.modes, $0?.rawValue ?? "") },
      .ages("TLS version", ages),
      ShareBar(
        "Certificates",
        [
          (.good, "Valid", found.number(\.certificates, "sound")),
          (.bad, "At fault", found.number(\.certificates, "at_fault")),
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
      "certificates", "Faults of certificates", "Fault", faults, of: shown, limit: rowsMaximum,
      share: "Of certificates")
  }
}
