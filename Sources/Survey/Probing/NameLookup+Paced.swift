import Bytes
import NIOPosix

extension NameLookup {
  /// Names at a time, where there are many.
  private static let manyThreads = 50

  /// Asks for the addresses of many names, in order and at a pace, and gives each answer with the
  /// name's place, in the order in which answers come; none where a name can't be resolved. Ends
  /// early where the closure returns false; throws what it throws.
  public static func addresses(
    of names: [String], perSecond: Int, each: (Int, [IPAddress]) throws -> Bool
  ) async throws {
    let threads = min(manyThreads, max(1, names.count))
    let pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: (Int, [IPAddress]).self) { group in
      var asked = 0
      var running = 0
      while asked < names.count || running > 0 {
        if asked < names.count, running < threads {
          try await clock.sleep(until: start + .seconds(Double(asked) / Double(perSecond)))
          let (index, name) = (asked, names[asked])
          group.addTask {
            (index, (try? await pool.runIfActive { resolve(name) }) ?? [])
          }
          asked += 1
          running += 1
        } else if let (index, addresses) = try await group.next() {
          running -= 1
          if try !each(index, addresses) { break }
        }
      }
    }
    try? await pool.shutdownGracefully()
  }
}
