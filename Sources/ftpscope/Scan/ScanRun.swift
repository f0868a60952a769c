import Bytes
import Glibc
import Inputs
import Records
import Report
import Survey
import Synchronization
import TLSEngine

/// One run of `ftpscope scan`: its options put to the scan, and the records put out.
struct ScanRun {
  /// More addresses than these are probed only where the user says how fast.
  private static let addressesWithoutRate: UInt128 = 65_536
  /// Connections a second where nothing is said.
  private static let usualRate = 500.0
  private static let wantsAllowing = "--allow-reserved BLOCK lets files and streams name them"
  private static let wantsRate =
    "say with --rate how many connections a second the networks bear"
  private static let usualSeed: UInt64 = 1

  private let command: ScanCommand

  init(_ command: ScanCommand) { self.command = command }

  func run() async throws {
    if let problem = TrustStore.problem { throw Failure(problem) }
    let saved = try command.resume.flatMap { try ScanJournal.load($0) }
    let reading = try await ScanTargetsReading(command, saved)
    // What was read may not be all: nothing is begun with it.
    if Signals.isInterrupted { return }
    if TrustStore.system.isEmpty {
      ftpscope.tell(
        "no trusted roots are here, so no certificate is trusted: install ca-certificates, or name "
          + "a file of roots with SSL_CERT_FILE")
    }
    let scan = try scan(reading, saved)
    let journal = try command.resume.map {
      try ScanJournal(
        path: $0, identity: scan.identity, names: reading.targets.resolutions, late: reading.late,
        saved: saved)
    }
    let results = try ScanResults(command, goingOnFrom: saved)
    let report: ScanReport
    do {
      report = try await scan.run(listener(results), journal: journal)
      try results.finish(isStopped: report.isInterrupted)
    } catch {
      results.keepWhatIsThere(after: error)
      throw error
    }
    tell(report, reading)
    tellReserved(scan, report)
    tellFinishedBefore(report, reading)
    try end(report, reading, results)
  }

  private func scan(_ reading: ScanTargetsReading, _ saved: SavedScan?) throws -> Scan {
    let numbers = command.ports.reduce(into: Set<UInt16>()) { $0.formUnion($1.ports) }
    let implicit = command.implicitPorts.reduce(into: Ports.usual.implicit) {
      $0.formUnion($1.ports)
    }
    let ports = Ports(numbers.isEmpty ? Set(Ports.usual.numbers) : numbers, implicit: implicit)
    let filter = reading.filter
    let plan: TargetPlan
    let late: [(number: Int, plan: TargetPlan)]
    do {
      plan = try reading.targets.plan(ports: ports, filter: filter)
      late = try reading.latePlans(ports)
    } catch {
      throw Failure("these are more targets than can be probed; name smaller blocks")
    }
    try check([plan] + late.map(\.plan), reading)
    let seed = command.seed ?? saved?.identity.seed ?? Self.usualSeed
    let shard = try command.shard.map { try Shard($0) } ?? .whole
    let concurrency = OpenFiles.raise(for: command.pace.concurrency)
    if concurrency < command.pace.concurrency {
      let limit = "only so many files may be open (ulimit -n)"
      ftpscope.tell("\(concurrency) probes at a time, not \(command.pace.concurrency): \(limit)")
    }
    let options = Conversation.Options(asksAnonymous: command.anonymous)
    var scan = Scan(
      order: ScanOrder(plan: plan, seed: seed, shard: shard), ports: ports, filter: filter,
      seed: seed,
      limits: PacerLimits(
        rate: command.pace.rate ?? Self.usualRate, concurrency: concurrency,
        perHost: command.pace.perHost),
      probe: ProbeSettings(
        conversation: options, timeout: .seconds(command.pace.timeout), listsTLS: command.tlsDetail,
        survey: command.recording.survey))
    scan.late = late.map {
      LateTargets(number: $0.number, order: ScanOrder(plan: $0.plan, seed: seed, shard: shard))
    }
    scan.threads = command.threads.count
    scan.wantsAll = command.all
    scan.stream = reading.stream
    scan.addressesMaximum = command.pace.rate == nil ? Self.addressesWithoutRate : nil
    scan.saved = saved
    return scan
  }

  private func check(_ plans: [TargetPlan], _ reading: ScanTargetsReading) throws {
    let addressCount = plans.reduce(UInt128(0)) { $0.addingSaturated($1.addressCount) }
    if command.pace.rate == nil, addressCount > Self.addressesWithoutRate {
      throw Failure("\(addressCount) addresses are more than 65,536: \(Self.wantsRate)")
    }
    guard plans.allSatisfy({ $0.count == 0 }), reading.stream == nil else { return }
    if reading.hasProblems { throw Exit.failed }
    let reserved = plans.reduce(UInt128(0)) { $0.addingSaturated($1.leftOut.reserved) }
    if reserved > 0 {
      throw Failure(
        (reserved == 1 ? "the address is" : "all \(reserved) addresses are")
          + " reserved (RFC 6890); \(Self.wantsAllowing)")
    }
    throw Failure(
      plans.contains { $0.leftOut.excluded > 0 }
        ? "all targets are excluded" : "there are no targets to probe")
  }

  private func listener(_ results: ScanResults) -> Scan.Listener {
    var listener = Scan.Listener { try results.write($0) }
    listener.begin = { results.begin() }
    listener.isInterrupted = { Signals.isInterrupted }
    listener.conditions = { Set(results.holds.map(\.rawValue)) }
    if let progress = command.progress.begin() {
      results.progress = progress
      listener.progress = { progress.show($0.line) }
    }
    return listener
  }

  // MARK: The end

  private func tell(_ report: ScanReport, _ reading: ScanTargetsReading) {
    reading.tellMalformed("standard input", report.malformed, report.firstMalformed)
    for (name, answer) in report.firstUnresolved {
      ftpscope.tell("\(name): \(answer.problem)")
    }
    let others = report.unresolved - report.firstUnresolved.count
    if others > 0 { ftpscope.tell("without an address: \(others) more names of standard input") }
    if let problem = report.streamProblem {
      ftpscope.tell(problem)
    } else if isEmptyStream(report, reading) {
      ftpscope.tell("standard input: no targets in it")
    }
    if report.tooLarge > 0 {
      ftpscope.tell(
        "\(report.tooLarge) blocks of standard input are too large: name them as arguments")
    }
    if let shortage = report.shortage {
      ftpscope.tell("there were not enough \(shortage) at times; lower --concurrency or --rate")
    }
    ftpscope.tell(ScanEnd(report).line)
  }

  /// Tells of addresses that were left out though somebody may have meant them.
  private func tellReserved(_ scan: Scan, _ report: ScanReport) {
    let orders = [scan.order] + scan.late.map(\.order)
    let count = orders.reduce(report.leftOut.reserved) {
      $0.addingSaturated($1.plan.leftOut.reserved)
    }
    guard count > 0, count < .max else { return }
    ftpscope.tell("reserved addresses (RFC 6890) left out: \(count); \(Self.wantsAllowing)")
  }

  /// Whether there was nothing on standard input but comments and empty lines.
  private func isEmptyStream(_ report: ScanReport, _ reading: ScanTargetsReading) -> Bool {
    reading.stream != nil && report.streamTargets == 0 && report.malformed == 0
      && report.tooLarge == 0 && !report.isInterrupted
  }

  /// Tells that there was nothing left to do, and how to begin anew.
  private func tellFinishedBefore(_ report: ScanReport, _ reading: ScanTargetsReading) {
    guard let state = command.resume, !report.isInterrupted, report.figures.done == 0,
      report.figures.doneBefore > 0, !reading.hasProblems, report.unresolved == 0
    else { return }
    let output = command.output.path.map { ", and \($0), to which records are added" } ?? ""
    ftpscope.tell("this scan was finished before; to scan anew, remove \(state)\(output)")
  }

  private func end(
    _ report: ScanReport, _ reading: ScanTargetsReading, _ results: ScanResults
  ) throws {
    let isNothing = report.figures.done + report.figures.doneBefore == 0
    if isNothing { forgetState() }
    if Signals.isInterrupted { return }
    if report.hasTooManyAddresses {
      throw Failure("standard input: more than 65,536 addresses: \(Self.wantsRate)")
    }
    if isNothing, report.malformed > 0 || report.leftOut.reserved > 0 {
      throw Failure("there are no targets to probe")
    }
    if reading.hasProblems || report.streamProblem != nil || report.unresolved > 0 {
      throw Exit.failed
    }
    // A shard may have none of those that are there.
    if isNothing, report.streamTargets == 0 || report.leftOut.excluded > 0 {
      throw Failure(
        report.leftOut.excluded > 0 ? "all targets are excluded" : "there are no targets to probe")
    }
    if command.failOn.contains(where: { results.holds.contains($0) }) { throw Exit.conditionHolds }
  }
}

extension ScanRun {
  /// Removes a state in which nothing was probed: by it the next run would be one that had nothing
  /// left to do.
  private func forgetState() {
    if let path = command.resume { unlink(path) }
  }
}

/// The closing line of a scan.
private struct ScanEnd {
  let report: ScanReport

  init(_ report: ScanReport) { self.report = report }

  var line: String {
    let counts = report.statuses.sorted {
      ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
    }
    .map { "\(ScanFigures.grouped(UInt64($0.value))) \($0.key.rawValue)" }.joined(separator: ", ")
    var line = "\(report.figures.line)"
    if !counts.isEmpty { line += ": \(counts)" }
    if report.turnedAway > 0 { line += "; hosts turned us away \(report.turnedAway) times" }
    if report.isInterrupted { line += "; stopped" }
    return line
  }
}
