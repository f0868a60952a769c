import Bytes
import NIOPosix

extension NameLookup {
  /// Names at a time.
  private static let atOnce = 50

  /// The addresses of names, by name, as soon as may be.
  public static func addresses(of names: [String]) async -> [String: [IPAddress]] {
    var all: [String: [IPAddress]] = [:]
    try? await addresses(of: names, perSecond: nil) { index, found in
      all[names[index]] = found
      return true
    }
    return all
  }

  /// Asks for the addresses of many names, in order and at a pace, and gives each answer with the
  /// name's place, in the order in which answers come; none where a name can't be resolved. Ends
  /// early where the closure returns false; throws what it throws.
  public static func addresses(
    of names: [String], perSecond: Int?, each: (Int, [IPAddress]) throws -> Bool
  ) async throws {
    let threads = min(atOnce, max(1, names.count))
    let pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    defer { pool.shutdownGracefully { _ in } }
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: (Int, [IPAddress]).self) { group in
      var asked = 0
      var running = 0
      while asked < names.count || running > 0 {
        if asked < names.count, running < threads {
          if let perSecond {
            try await clock.sleep(until: start + .seconds(Double(asked) / Double(perSecond)))
          }
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
  }
}
