import Dispatch
import Records
import Store
import Synchronization

/// Puts records into a store as they come, many at a time, while more are made ready.
final class StoreWriter {
  /// Records that are put in together.
  private static let batch = 5000
  /// How long records wait.
  private static let patience = Duration.seconds(1)

  let store: any RecordStore
  private var waiting: [Record] = []
  private var since = ContinuousClock.now
  private let queue = DispatchQueue(label: "store")
  private let outcome = Outcome()
  private var isFinished = false

  /// What became of what was stored so far.
  private final class Outcome: Sendable {
    let sum = Mutex(Result<Insertion, any Error>.success(Insertion()))
  }

  /// Opens or makes the store that a command line names. Throws `Failure`, `StoreProblem`.
  init(_ location: String) throws {
    store = try Self.open(location, .write)
  }

  /// Opens the store that a command line names. Throws `Failure`, `StoreProblem`.
  static func open(_ location: String, _ access: SQLiteStore.Access) throws -> SQLiteStore {
    if location.hasPrefix("clickhouse://") {
      throw Failure("\(location): ClickHouse can't be used yet; give the path of a file")
    }
    return try SQLiteStore(path: location, access) {
      tell("\(location): a store of an older version is brought up to date; that may take a while")
    }
  }

  /// Takes a record. It is stored with the next batch, or after a second. Throws `StoreProblem`.
  func add(_ record: Record) throws {
    if waiting.isEmpty { since = .now }
    waiting.append(record)
    if waiting.count >= Self.batch { try begin() }
  }

  /// Stores what has waited long. Throws `StoreProblem`.
  func pause() throws {
    if !waiting.isEmpty, since.duration(to: .now) > Self.patience { try begin() }
  }

  /// Stores all that waits. Throws `StoreProblem`.
  func flush() throws {
    try begin()
    _ = try stored()
  }

  /// Begins to store what waits, once what was begun before is stored. Throws `StoreProblem`, of
  /// that too.
  private func begin() throws {
    _ = try stored()
    guard !waiting.isEmpty else { return }
    let batch = waiting
    waiting = []
    queue.async { [store, outcome] in
      let result = Result { try store.insert(batch) }
      outcome.sum.withLock { before in
        before = Result {
          var sum = try before.get()
          sum.add(try result.get())
          return sum
        }
      }
    }
  }

  /// Waits until all that was begun is stored. Throws `StoreProblem`.
  private func stored() throws -> Insertion {
    queue.sync {}
    return try outcome.sum.withLock { try $0.get() }
  }

  /// After an error: what came before it is stored, unless the error is of the store's own.
  func finish(
    after error: any Error, _ knowledge: @autoclosure () -> [(kind: String, text: String)] = []
  ) {
    if error is StoreProblem { return }
    do { try finish(knowledge()) } catch { tell("\(error)") }
  }

  /// Stores the rest, notes the knowledge that the records were made with and what became of the
  /// inputs, and tells what became of the records, once. Throws `StoreProblem`.
  func finish(
    _ knowledge: [(kind: String, text: String)] = [], _ readings: [StoredReading] = [],
    of survey: String? = nil
  ) throws {
    if isFinished { return }
    try begin()
    let insertion = try stored()
    if insertion.new > 0 { try store.note(knowledge) }
    try store.note(readings, of: survey ?? "")
    store.close()
    isFinished = true
    tell("stored in \(store.location): \(insertion.new) new, \(insertion.known) known before")
  }
}
