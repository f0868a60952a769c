import Bytes
import Logging
import NIOCore
import Synchronization

/// The connections of one event loop. All of it is used on that loop.
///
/// What one turn of the loop brings is put together: the observations are written by one call, and
/// then all replies leave. So an event is in the kernel before its client can know of it.
final class SensorLoop {
  let shared: SensorShared
  let eventLoop: any EventLoop
  /// For what goes on for long, so that others have their turns between.
  let bell: TurnBell
  private(set) var connections: [UInt64: ControlConnection] = [:]
  /// Milliseconds of the clock that only goes forward, as of this turn.
  private(set) var uptime = uptimeMilliseconds()
  private var events: EventWriter
  private var eventBudget: TokenBucket
  private var eventsDropped: (count: Int, since: Timestamp)?
  /// Lines for the IIS log.
  private var sessionLines: [UInt8] = []
  private var waiting: [any EventBound] = []
  /// Where in the log the replies that wait are allowed to leave.
  private var ticket: UInt64 = 0
  private var isTurnEnding = false
  private var isRetrySet = false
  private var wheel: TimerWheel<Timer>
  private var isWheelTurning = false
  private var isStopped = false
  private(set) lazy var backDoors = BackDoors(self)
  /// Whether it is the one that tells what concerns all of them.
  private let isFirst: Bool

  /// What a short timer is for.
  enum Purpose {
    case resume, data, bandwidth, retry
  }

  private struct Timer {
    var connection: UInt64
    var purpose: Purpose
    var generation: UInt32
  }

  /// Seconds between looks at who has been silent for too long.
  private static let sweepSeconds: Int64 = 1
  /// Milliseconds between tries to write what the events' file did not take; what a pipe did not
  /// take whose reader is not behind yet.
  private static let retryMilliseconds = (usual: 100, soon: 10)

  /// Throws `SensorProblem`.
  init(_ shared: SensorShared, _ eventLoop: any EventLoop, isFirst: Bool) throws(SensorProblem) {
    self.shared = shared
    bell = try TurnBell.hang(on: eventLoop)
    self.isFirst = isFirst
    self.eventLoop = eventLoop
    events = EventWriter(sensor: shared.settings.name, survey: shared.settings.survey)
    let rate = shared.settings.limits.eventsPerSecond / max(1, shared.settings.threads)
    eventBudget = TokenBucket(rate: rate, now: uptime)
    wheel = TimerWheel(now: uptime)
  }

  var limits: SensorLimits { shared.settings.limits }

  /// Begins to look after the time; done when its bell hangs.
  func start() -> EventLoopFuture<Void> {
    sweep()
    return bell.isHung
  }

  /// Looks at the clock for this turn.
  func touch() { uptime = uptimeMilliseconds() }

  // MARK: Connections

  func add(_ connection: ControlConnection) { connections[connection.number] = connection }

  func remove(_ connection: ControlConnection) { connections[connection.number] = nil }

  /// Ends sessions: those without a transfer, or all. Whether any go on.
  func stop(all: Bool) -> Bool {
    for connection in connections.values where all || connection.data.isIdle { connection.stop() }
    backDoors.stop()
    return connections.values.contains { !$0.hasEnded }
  }

  /// Writes what is left, sessions having ended.
  func finish() {
    isStopped = true
    for connection in connections.values { connection.abandon() }
    if isFirst { tellGaps(stops: true) }
    if let dropped = eventsDropped {
      eventsDropped = nil
      tell(Gap(reason: .eventsLimit, lost: .events, count: dropped.count, from: dropped.since))
    }
    endTurn()
  }

  // MARK: Events and replies

  /// Writes down what a client did, if there is room for it.
  func observe(_ observation: Observation, of connection: ControlConnection, at time: Timestamp) {
    if shared.sessionLog != nil {
      connection.sessionLog?.add(observation, at: time, to: &sessionLines)
    }
    shared.counters.note(observation, listener: connection.listenerName)
    guard mayWrite(at: time) else { return }
    events.add(observation, of: connection.source, number: connection.eventNumbers.next(), at: time)
    endTurnSoon()
  }

  /// The same of a session that may be another loop's, or over.
  func observe(_ observation: Observation, of guest: BackDoorGuests.Guest) {
    let time = Timestamp.now
    shared.counters.note(observation, listener: guest.listener)
    guard mayWrite(at: time) else { return }
    events.add(observation, of: guest.source, number: guest.numbers.next(), at: time)
    endTurnSoon()
  }

  /// Whether there is room for one event more in this second.
  private func mayWrite(at time: Timestamp) -> Bool {
    if eventBudget.takeOne(now: uptime) {
      shared.counters.events.add(1, ordering: .relaxed)
      return true
    }
    shared.counters.eventsDropped.add(1, ordering: .relaxed)
    eventsDropped = ((eventsDropped?.count ?? 0) + 1, eventsDropped?.since ?? time)
    return false
  }

  /// Lets a connection send what it has once this turn's events are written.
  func flushSoon(_ connection: any EventBound) {
    waiting.append(connection)
    endTurnSoon()
  }

  private func endTurnSoon() {
    guard !isTurnEnding else { return }
    isTurnEnding = true
    eventLoop.assumeIsolated().execute { self.endTurn() }
  }

  private func endTurn() {
    isTurnEnding = false
    if !sessionLines.isEmpty {
      shared.sessionLog?.append(sessionLines, at: .now)
      sessionLines.removeAll(keepingCapacity: true)
    }
    if events.count > 0 {
      ticket = shared.log.append(events.bytes, events: events.count, at: .now)
      events.removeAll()
    }
    guard shared.log.isWritten(ticket) else {
      for connection in waiting { connection.hold() }
      guard !isRetrySet else { return }
      isRetrySet = true
      let pause = Self.retryMilliseconds
      return setTimer(0, .retry, 0, in: shared.log.isStuck ? pause.usual : pause.soon)
    }
    let ready = waiting
    waiting.removeAll(keepingCapacity: true)
    for connection in ready { connection.flush() }
  }

  // MARK: Time

  /// Tells a connection when some time has passed; `generation` tells it which timer it was.
  func setTimer(
    _ connection: UInt64, _ purpose: Purpose, _ generation: UInt32, in milliseconds: Int
  ) {
    let timer = Timer(connection: connection, purpose: purpose, generation: generation)
    wheel.set(timer, in: milliseconds, now: uptimeMilliseconds())
    turnWheel()
  }

  private func turnWheel() {
    guard !isWheelTurning, wheel.count > 0, !isStopped else { return }
    isWheelTurning = true
    let tick = TimeAmount.milliseconds(TimerWheel<Timer>.tick)
    eventLoop.assumeIsolated().scheduleTask(in: tick) {
      self.isWheelTurning = false
      self.uptime = uptimeMilliseconds()
      for timer in self.wheel.ended(now: self.uptime) {
        if timer.purpose == .retry {
          self.isRetrySet = false
          self.endTurn()
        } else {
          self.connections[timer.connection]?.timerEnded(timer.purpose, timer.generation)
        }
      }
      self.turnWheel()
    }
  }

  /// Looks once a second who has been silent for too long, and tells of what was not kept: no
  /// connection has a timer of its own for that.
  private func sweep() {
    guard !isStopped else { return }
    touch()
    for connection in connections.values { connection.look(uptime) }
    backDoors.look(uptime)
    if isFirst { tellGaps(stops: false) }
    if let dropped = eventsDropped, eventBudget.take(0, now: uptime) == 0 {
      eventsDropped = nil
      tell(Gap(reason: .eventsLimit, lost: .events, count: dropped.count, from: dropped.since))
    }
    eventLoop.assumeIsolated()
      .scheduleTask(in: .seconds(Self.sweepSeconds)) { self.sweep() }
  }

  /// Tells of what all loops did not take or keep.
  private func tellGaps(stops: Bool) {
    for gap in shared.takeRefused(stops: stops) { tell(gap) }
    if let (count, since) = shared.log.takeDropped() {
      tell(Gap(reason: .unwritable, lost: .events, count: count, from: since))
    }
  }

  /// Writes down what was not seen or not kept.
  func tell(_ gap: Gap) {
    let count = gap.count.map { "\($0) " } ?? ""
    let what = gap.lost.map { "\(count)\($0.rawValue) not kept" } ?? "nothing was seen"
    shared.logger.warning("\(what) since \(gap.from.rfc3339): \(gap.reason.rawValue)")
    events.add(gap, at: .now)
    endTurnSoon()
  }
}
