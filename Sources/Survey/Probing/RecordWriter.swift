import Bytes
import NIOCore
import NIOPosix
import Records

/// Puts records where they belong and then notes in the journal that their targets are finished, on
/// a thread of its own: a slow reader of the output must not hold up the timers.
final class RecordWriter: @unchecked Sendable {
  // Sendable: `journal` is used only by work on the pool, which has one thread.

  private let pool = NIOThreadPool(numberOfThreads: 1)
  private let journal: ScanJournal?
  private let put: @Sendable ([ServiceRecord]) throws -> Void
  private let conditions: @Sendable () -> Set<String>

  /// Has the listener begin, on the thread that then writes.
  init(journal: ScanJournal?, _ listener: Scan.Listener) {
    self.journal = journal
    put = listener.write
    conditions = listener.conditions
    pool.start()
    pool.submit { if case .active = $0 { listener.begin() } }
  }

  /// Writes records, then notes the positions that they and others without a record had.
  func write(
    _ records: [ServiceRecord], finished: [IntervalSet<UInt64>.Interval], mark: StreamMark?,
    on loop: any EventLoop
  ) -> EventLoopFuture<Void> {
    pool.runIfActive(eventLoop: loop) {
      if !records.isEmpty { try self.put(records) }
      try self.journal?.note(finished, mark: mark, conditions: self.conditions())
    }
  }

  /// Ends the thread.
  func stop() async throws { try await pool.shutdownGracefully() }
}
