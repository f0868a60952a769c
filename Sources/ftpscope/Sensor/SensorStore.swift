import Bytes
import Foundation
import Glibc
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
  /// How long to wait when there is nothing, and after a problem.
  private static let pause = Duration.milliseconds(500)
  private static let rest = Duration.seconds(5)

  private let location: String
  private let events: String
  private let placeFile: String
  private let logger: Logger
  private let opened: SQLiteStore
  private let behind = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)

  /// Throws `Failure`, `StoreProblem` where the store can't be used.
  init(_ location: String, events: String, state: SensorState, logger: Logger) throws {
    self.location = location
    self.events = events
    self.logger = logger
    placeFile = state.path("store-place")
    // It is opened as whoever starts the sensor, who may more than whoever runs it.
    opened = try StoreWriter.open(location, .write)
  }

  /// Bytes of events that are not in the store yet.
  var lag: Int { behind.load(ordering: .relaxed) }

  /// The store's files.
  var paths: [String] { ["", "-wal", "-shm"].map { location + $0 } }

  func stop() { isStopping.store(true, ordering: .relaxed) }

  /// Puts events in until it is to stop and all of them are there, or the store does not take them.
  func run() async {
    var store: SQLiteStore? = opened
    var tail = EventTail(path: events, from: place())
    var told: String?
    var placeProblem: String?
    while true {
      let lines = tail.next()
      behind.store(tail.lag + lines.count, ordering: .relaxed)
      if lines.isEmpty {
        if isStopping.load(ordering: .relaxed) { break }
        try? await Task.sleep(for: Self.pause)
        continue
      }
      while true {
        do {
          let open = try store ?? StoreWriter.open(location, .write)
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
          if isStopping.load(ordering: .relaxed) { return }
          try? await Task.sleep(for: Self.rest)
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

  /// What tells the store from another of the same name.
  private var storeNumber: UInt64 {
    var about = stat()
    return stat(location, &about) == 0 ? UInt64(about.st_ino) : 0
  }

  private func place() -> EventTail.Place? {
    guard let text = try? String(contentsOfFile: placeFile, encoding: .utf8) else { return nil }
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0) }
    guard numbers.count == 3, numbers[0] == storeNumber else { return nil }
    return EventTail.Place(file: numbers[1], offset: Int(clamping: numbers[2]))
  }

  /// Remembers how far the events are in the store; says why where that can't be.
  private func note(_ place: EventTail.Place?) -> String? {
    guard let place else { return nil }
    let text = "\(storeNumber) \(place.file) \(place.offset)\n"
    do {
      try text.write(toFile: placeFile, atomically: true, encoding: .utf8)
      return nil
    } catch {
      return "can't be written (\(errno.systemMessage))"
    }
  }
}
