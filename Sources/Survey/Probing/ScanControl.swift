import Bytes
import NIOCore
import NIOPosix
import Records

/// Runs a scan: asks the pacer what to probe next, hands it to a loop, and what was found to the
/// writer. All of it is used on one loop, `home`; probes run on all.
///
///     pacer ── probe ──▶ loops ── ended ──▶ pending ──▶ writer ──▶ records, journal
///       ▲                                      │
///       └────────────── finished ◀─────────────┘
final class ScanControl {
  /// How often is looked for a signal.
  private static let tick = TimeAmount.milliseconds(100)
  /// How long records wait for others to be written with.
  private static let pause = TimeAmount.milliseconds(5)
  /// How short a wait is worth a timer of its own.
  private static let waitMinimum = TimeAmount.milliseconds(1)

  /// A probe that has ended for good.
  private struct Finished {
    var target: Target
    var outcome: ProbeOutcome
    /// Nil where none is wanted.
    var record: ServiceRecord?
  }

  private struct Place: Hashable {
    var address: IPAddress
    var zone: String?
    var port: UInt16
  }

  private let scan: Scan
  private let listener: Scan.Listener
  private let writer: RecordWriter
  private let home: any EventLoop
  private let began = NIODeadline.now()
  private let promise: EventLoopPromise<ScanReport>
  private var loops: [(probes: NIOLoopBound<ProbeLoop>, loop: any EventLoop)] = []
  private var turn = 0
  /// Probes that wait for leave to make a further connection, and their loops.
  private var connecting = Queue<(loop: Int, number: UInt64)>()
  private var pacer: Pacer<ScanTargets>
  private var report = ScanReport()
  /// Probes whose records wait for the writer.
  private var pending: [Finished] = []
  /// What was found at targets that are probed again.
  private var earlier = EarlierTries()
  /// Records of targets that are not finished, of a scan that is stopped.
  private var unfinished: [ServiceRecord] = []
  /// Positions that have no target.
  private var passed = IntervalSet<UInt64>()
  /// The services that were found by a name, each of which may have others.
  private var foundNamed: Set<Place> = []
  private var isWriting = false
  /// Whether records wait for others, after some were written.
  private var isPausing = false
  private var isStopping = false
  private var isDone = false
  private var wakes: NIODeadline?
  /// Told when more of the stream is welcome.
  private var streamWaits: EventLoopPromise<Bool>?
  /// Made with the first name: it has threads.
  private var lookup: NameLookup?

  init(
    _ scan: Scan, _ listener: Scan.Listener, _ writer: RecordWriter, _ home: any EventLoop
  ) {
    self.scan = scan
    self.listener = listener
    self.writer = writer
    self.home = home
    promise = home.makePromise()
    let done = scan.saved?.done ?? IntervalSet()
    let streamed = scan.stream.map { _ in
      StreamedTargets(
        ports: scan.ports, filter: scan.filter, shard: scan.order.shard, seed: scan.seed,
        base: scan.order.count, done: done, mark: scan.saved?.mark,
        addressesMaximum: scan.addressesMaximum.map { $0 - min($0, scan.order.plan.addressCount) },
        plan: scan.order.plan)
    }
    pacer = Pacer(
      source: ScanTargets(
        planned: PlannedTargets(scan.order, done: done),
        late: scan.late.map { $0.planned(done: done) }, streamed: streamed),
      limits: scan.limits, seed: scan.seed)
    report.figures.total =
      scan.stream == nil ? scan.late.reduce(scan.order.count) { $0 + $1.order.count } : nil
    report.figures.doneBefore = UInt64(clamping: done.count)
  }

  /// Adds a loop to probe on.
  func add(_ probes: NIOLoopBound<ProbeLoop>, _ loop: any EventLoop) {
    loops.append((probes, loop))
  }

  /// Begins; the future tells when all is done and written.
  func run() -> EventLoopFuture<ScanReport> {
    look()
    return promise.futureResult
  }

  // MARK: Probes

  private var elapsed: Duration { .nanoseconds((NIODeadline.now() - began).nanoseconds) }

  private func pump() {
    while !isStopping, !isDone {
      switch pacer.next(elapsed) {
      case .probe(let target): begin(target)
      case .connect: connect()
      case .waitUntil(let time): return wake(at: time)
      case .waitForEvent: return streamMoves()
      case .finished: return complete()
      }
      streamMoves()
    }
  }

  private func begin(_ target: Target) {
    let (probes, loop) = loops[turn]
    turn = (turn + 1) % loops.count
    loop.execute { probes.value.probe(target) }
  }

  /// A probe wants to make a connection besides its first.
  func wantsConnection(_ number: UInt64, on loop: Int) {
    connecting.append((loop, number))
    pacer.wantsConnection()
    pump()
  }

  private func connect() {
    guard let next = connecting.popFirst() else { return }
    let (probes, loop) = loops[next.loop]
    loop.execute { probes.value.mayConnect(next.number) }
  }

  private func wake(at time: Duration) {
    let now = NIODeadline.now()
    let deadline = max(began + TimeAmount(time), now + Self.waitMinimum)
    if let wakes, wakes > now, wakes <= deadline { return }
    wakes = deadline
    home.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in self?.pump() }
  }

  /// A probe has ended.
  func ended(_ ending: Probe.Ending) {
    guard !isStopping, !isDone else { return }
    if let shortage = ending.shortage { report.shortage = shortage }
    let outcome = ending.shortage == nil ? ending.outcome : .turnedAway
    if pacer.disposition(of: ending.target, outcome) == .again {
      earlier.keep(ending)
      pacer.finished(ending.target, outcome, .again, elapsed)
      return pump()
    }
    let settled = earlier.settle(ending)
    report.statuses[settled.record.status, default: 0] += 1
    report.figures.done += 1
    countFound(settled)
    let isWanted = settled.isOpen || scan.wantsAll
    pending.append(
      Finished(target: ending.target, outcome: outcome, record: isWanted ? settled.record : nil))
    flush()
  }

  private func countFound(_ ending: Probe.Ending) {
    if ending.record.isFTPService, isFirst(ending.target) { report.figures.found += 1 }
  }

  /// Whether a service was found by no other name before.
  private func isFirst(_ target: Target) -> Bool {
    guard target.hostname != nil else { return true }
    let place = Place(address: target.address, zone: target.zone, port: target.port)
    return foundNamed.insert(place).inserted
  }

  // MARK: Records

  private func flush() {
    for interval in pacer.source.streamed?.takePassed() ?? [] { passed.insert(interval) }
    // No others come where all that is in flight has ended.
    if isPausing, pending.count < pacer.inFlight { return }
    guard !isWriting, !pending.isEmpty || !passed.isEmpty || !unfinished.isEmpty else {
      return completeWhenWritten()
    }
    isWriting = true
    let written = pending
    let records = written.compactMap(\.record) + unfinished
    var done = passed
    for one in written { done.insert(one.target.position) }
    pending = []
    unfinished = []
    passed = IntervalSet()
    writer.write(
      records, finished: done.intervals, mark: pacer.source.streamed?.mark, on: home
    ).assumeIsolated().whenComplete { [self] result in
      isWriting = false
      if case .failure(let error) = result { return fail(error) }
      for one in written { pacer.finished(one.target, one.outcome, .final, elapsed) }
      pump()
      if isStopping { return flush() }
      isPausing = true
      home.assumeIsolated().scheduleTask(in: Self.pause) { [self] in
        isPausing = false
        flush()
      }
    }
  }

  // MARK: The stream

  /// Bytes of the stream have come; the future tells whether and when more are welcome.
  func streamReceived(_ bytes: [UInt8]) -> EventLoopFuture<Bool> {
    if isDone { return home.makeSucceededFuture(false) }
    bytes.withSlice { pacer.source.streamed?.received($0) }
    return streamWentOn()
  }

  /// The stream has ended. Ctrl-C ends all of a pipeline: where the end is doubtful, the signal
  /// that made the stream's writer end may be on its way to us.
  func streamEnded(_ problem: String?) {
    guard pacer.source.streamed?.isEndDoubtful == true else { return streamIsOver(problem) }
    home.assumeIsolated().scheduleTask(in: Self.tick) { [weak self] in self?.streamIsOver(problem) }
  }

  private func streamIsOver(_ problem: String?) {
    guard !isStopping, !listener.isInterrupted() else { return }
    report.streamProblem = problem
    pacer.source.streamed?.ended(isBrokenOff: problem != nil)
    _ = streamWentOn()
  }

  private func streamWentOn() -> EventLoopFuture<Bool> {
    let wait = home.makePromise(of: Bool.self)
    streamWaits = wait
    for name in pacer.source.streamed?.namesToResolve() ?? [] {
      let lookup = lookup ?? NameLookup(on: home)
      self.lookup = lookup
      lookup.addresses(of: name).assumeIsolated().whenSuccess { [self] answer in
        if answer.addresses.isEmpty { report.addUnresolved(name, answer) }
        pacer.source.streamed?.resolved(name, to: answer.addresses)
        pump()
      }
    }
    streamMoves()
    pump()
    return wait.futureResult
  }

  /// Lets the reader go on where there is room.
  private func streamMoves() {
    guard let streamed = pacer.source.streamed, let wait = streamWaits else { return }
    if streamed.isAnotherStream { return fail(Scan.Problem.anotherStream) }
    if streamed.hasTooManyAddresses, !isStopping {
      report.hasTooManyAddresses = true
      return stop()
    }
    if streamed.wantsMore {
      streamWaits = nil
      wait.succeed(true)
    }
  }

  // MARK: The end

  private func look() {
    if listener.isInterrupted(), !isStopping { stop() }
    update()
    listener.progress(report.figures)
    pump()
    flush()
    guard !isDone else { return }
    home.assumeIsolated().scheduleTask(in: Self.tick) { [weak self] in self?.look() }
  }

  private func update() {
    report.figures.elapsed = elapsed
    report.figures.inFlight = pacer.inFlight
    report.turnedAway = pacer.turnedAway
    guard let streamed = pacer.source.streamed else { return }
    report.malformed = streamed.report.malformed
    report.firstMalformed = streamed.report.firstMalformed
    report.leftOut = streamed.leftOut
    report.tooLarge = streamed.tooLarge
    report.streamTargets = streamed.mark.specs
  }

  /// Gives up what is in flight, and keeps what is finished, and what was found at targets that
  /// were to be tried again: a run that goes on with the scan may find less of it.
  private func stop() {
    isStopping = true
    report.isInterrupted = true
    for ending in earlier.takeAll() {
      countFound(ending)
      unfinished.append(ending.record)
    }
    flush()
  }

  private func complete() {
    isStopping = true
    flush()
  }

  private func completeWhenWritten() {
    guard isStopping, !isWriting, !isDone else { return }
    update()
    end()
    promise.succeed(report)
  }

  private func fail(_ error: any Error) {
    guard !isDone else { return }
    isStopping = true
    end()
    promise.fail(error)
  }

  private func end() {
    isDone = true
    streamWaits?.succeed(false)
    streamWaits = nil
    lookup?.stop()
  }
}
