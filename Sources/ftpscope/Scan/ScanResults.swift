import Bytes
import Foundation
import Places
import Records
import Report
import Survey
import Synchronization

/// Where a scan's records go: written one a line as they come, or counted and shown at the end.
final class ScanResults: @unchecked Sendable {
  // Sendable: `begin` and `write` are called by the scan's writer, one call at a time, the rest
  // before the scan begins and after it has ended.

  private let output: Output
  private let format: ScanCommand.Format
  private let store: StoreWriter?
  private let isResumable: Bool
  private let places: PlaceFinder?
  /// Made while the first connections are.
  private var enrichment: Enrichment?
  private var tally: ServiceTally
  private var isBegun = false
  /// What `--fail-on` may ask for.
  private(set) var holds: Set<ScanCommand.Condition>
  var progress: Progress?

  /// `saved` is what an earlier run of the same scan left. Throws `Failure` where the output can't
  /// be written.
  init(_ command: ScanCommand, goingOnFrom saved: SavedScan?) throws {
    holds = Set((saved?.conditions ?? []).compactMap { ScanCommand.Condition(rawValue: $0) })
    isResumable = command.resume != nil
    places = try command.places.finder()
    store = try command.recording.begin()
    output = try command.output.open(
      command.resume == nil ? .replaces : saved == nil ? .appends : .goesOn)
    format = command.format ?? (output.isTerminal && command.resume == nil ? .table : .jsonl)
    let rows =
      switch format {
      case .table: ServicesTerminal.rowsMaximum
      case .html: ServicesPage.rowsMaximum
      case .json: Int.max
      case .jsonl, .csv: 0
      }
    tally = ServiceTally(rowsMaximum: rows)
  }

  /// Reads the databases, which takes as long as some twenty probes.
  func begin() { enrichment = Enrichment(places: places) }

  /// Takes records that are found. Throws as `Output` does.
  func write(_ records: [ServiceRecord]) throws {
    // Taken out and put back, so that what it remembers is not copied.
    var enrichment = enrichment.take() ?? Enrichment(places: places)
    defer { self.enrichment = enrichment }
    for var record in records {
      enrichment.enrich(&record)
      holds.formUnion(ScanCommand.Condition.allCases.filter { $0.holds(for: record) })
      if isTallied { tally.add(record) }
      try put(record)
      try store?.add(.service(record))
    }
    // What is noted as done must be stored: it is not asked again.
    if isResumable { try store?.flush() } else { try store?.pause() }
    try output.flush()
  }

  /// Writes the rest, once the scan has ended, by itself or because it was stopped.
  func finish(isStopped: Bool) throws {
    progress?.end()
    tally.isStopped = isStopped
    switch format {
    case .table:
      let colour = output.hasColour
      let view = ServicesTerminal(tally, width: Terminal.width, colour: colour)
      try output.write(Array(view.text().utf8))
    case .json: try output.writeLine { tally.write(to: &$0) }
    case .html:
      let now = Timestamp.now.second
      let page = ServicesPage(tally, title: "What is exposed", generated: now)
      try output.write(Array(try page.html().utf8))
    case .csv: if !isBegun { try output.write(Array(ServicesCSV.header.utf8)) }
    case .jsonl: break
    }
    try store?.finish(knowledge)
    try output.finish(isStopped: isStopped)
  }

  private var knowledge: [(kind: String, text: String)] {
    (enrichment ?? Enrichment(places: places)).knowledge
  }

  /// Whether the counts are shown.
  private var isTallied: Bool { format != .jsonl && format != .csv }

  private func put(_ record: ServiceRecord) throws {
    switch format {
    case .jsonl: try output.writeLine { record.write(to: &$0) }
    case .csv:
      let row = ServicesCSV.row(record)
      try output.write(Array((isBegun ? row : ServicesCSV.header + row).utf8))
      isBegun = true
    case .table, .json, .html: break
    }
  }

  /// After an error: what was found so far stays.
  func keepWhatIsThere(after error: any Error) {
    progress?.end()
    store?.finish(after: error, knowledge)
    if let path = output.leave() {
      tell("what was found so far is in \(path)")
    }
  }
}
