import Bytes
import Foundation
import Glibc
import Inputs
import Logging
import Records
import Sensor
import Store
import Synchronization

/// Puts a sensor's events into a store, out of the files that they were written to: those are the
/// only queue there is. A store that is locked, slow or gone for a while loses none.
final class SensorStore: Sendable {
  /// Records that are put in together.
  private static let batch = 5000
  /// Bytes of lines that are looked at together, about.
  private static let piece = 1 << 20
  /// How long to wait when there is nothing, and after a problem.
  private static let pause = Duration.milliseconds(500)
  private static let rest = Duration.seconds(5)
  /// How long one try waits for another process that writes.
  private static let patience = Duration.milliseconds(500)

  private let location: String
  private let events: String
  private let placeFile: String
  private let logger: Logger
  private let opened: SQLiteStore
  private let tail: EventTail
  private let sensor: String
  private let survey: String?
  private let behind = Atomic<Int>(0)
  /// When it is to end, by the clock that only goes forward; nil: not yet.
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  /// Throws `Failure`, `StoreProblem` where the store can't be used.
  init(
    _ location: String, events log: EventLog, of settings: SensorSettings, state: SensorState,
    logger: Logger
  ) throws {
    self.location = location
    self.logger = logger
    sensor = settings.name
    survey = settings.survey
    events = log.path
    placeFile = state.path("store-place")
    // It is opened as whoever starts the sensor, who may more than whoever runs it.
    opened = try Self.open(location)
    tail = EventTail(log, from: Self.place(placeFile, of: location))
  }

  /// Bytes of events that are not in the store yet.
  var lag: Int { behind.load(ordering: .relaxed) }

  /// The store's files.
  var paths: [String] { ["", "-wal", "-shm"].map { location + $0 } }

  /// Is to end when all events are in, and at that time at the latest, but for a try that is under
  /// way: what is not in then is put in at the next start.
  func stop(at time: ContinuousClock.Instant) { end.withLock { $0 = time } }

  private var isStopping: Bool { end.withLock { $0 != nil } }
  private var isOver: Bool { end.withLock { $0.map { $0 <= .now } ?? false } }

  /// Puts events in until it is to stop and all of them are there, or the store does not take them,
  /// or the time is over.
  func run() async {
    await putAll()
    let lag = lag
    guard lag > 0 else { return }
    logger.notice(
      "\(location): \(lag) bytes of events wait in \(events): they are stored at the next start")
  }

  private func putAll() async {
    var store: SQLiteStore? = opened
    var tail = tail
    var told: String?
    var placeProblem: String?
    while !isOver {
      let isLast = isStopping
      let lines = lines(&tail)
      behind.store(tail.lag + lines.count, ordering: .relaxed)
      if lines.isEmpty {
        if isLast { break }
        try? await Task.sleep(for: Self.pause)
        continue
      }
      while true {
        do {
          let open = try store ?? Self.open(location)
          store = open
          try put(lines, open)
          if told != nil { logger.notice("\(location): events are stored again") }
          told = nil
          break
        } catch {
          if told != "\(error)" { logger.error("\(error); events wait in \(events)") }
          told = "\(error)"
          store?.close()
          store = nil
          if isStopping { return }
          await rest()
        }
      }
      let problem = note(tail.place)
      if let problem, problem != placeProblem {
        logger.warning("\(placeFile): \(problem): after a restart events are read again")
      }
      placeProblem = problem
      behind.store(tail.lag, ordering: .relaxed)
    }
    store?.close()
    tail.close()
  }

  /// The store, of which no try takes longer than the sensor may take to end.
  private static func open(_ location: String) throws -> SQLiteStore {
    let store = try StoreWriter.open(location, .write)
    try store.waitForOthers(atMost: patience)
    return store
  }

  /// Waits before the next try, until it is to stop.
  private func rest() async {
    let until = ContinuousClock.now + Self.rest
    while ContinuousClock.now < until, !isStopping { try? await Task.sleep(for: Self.pause) }
  }

  /// Lines to be put in together: of many small files as much as of a large one. What could not be
  /// had is a gap.
  private func lines(_ tail: inout EventTail) -> [UInt8] {
    var lines: [UInt8] = []
    while lines.count < Self.piece {
      let next = tail.next()
      if next.isEmpty { break }
      lines += next
    }
    for file in tail.takeGone() {
      let mend = "add them with ftpscope store merge, wherever they are now"
      logger.error("\(file.path): \(file.size) bytes of events have gone, unstored: \(mend)")
      let (from, time) = (file.written.lowerBound, file.written.upperBound)
      var writer = EventWriter(sensor: sensor, survey: survey)
      writer.add(Gap(reason: .unwritable, lost: .events, count: nil, from: from), at: time)
      lines += writer.bytes
    }
    return lines
  }

  private func put(_ lines: [UInt8], _ store: SQLiteStore) throws {
    var records: [Record] = []
    var malformed = 0
    var start = 0
    while let end = lines[start...].firstIndex(of: 0x0A) {
      let record = lines.withSlice { Record(line: $0[start..<end]) }
      if let record { records.append(record) } else { malformed += 1 }
      start = end + 1
      if records.count == Self.batch {
        try store.insert(records)
        records = []
      }
    }
    if !records.isEmpty { try store.insert(records) }
    if malformed > 0 { logger.warning("\(events): \(malformed) lines are no events, left out") }
  }

  // MARK: The place

  private static func place(_ file: String, of location: String) -> EventTail.Place? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0) }
    guard numbers.count == 4, let store = FileIdentity(path: location),
      numbers[..<2] == [store.device, store.number]
    else { return nil }
    return EventTail.Place(file: numbers[2], offset: Int(clamping: numbers[3]))
  }

  /// Remembers how far the events are in the store; says why where that can't be.
  private func note(_ place: EventTail.Place?) -> String? {
    guard let place, let store = FileIdentity(path: location) else { return nil }
    let numbers = [store.device, store.number, place.file, UInt64(place.offset)]
    let line = Array((numbers.map { "\($0)" }.joined(separator: " ") + "\n").utf8)
    let failure = ReplacementFile.write(line, to: placeFile)
    return failure == 0 ? nil : "can't be written: \(failure.systemMessage)"
  }
}
