import Bytes
import NIOPosix

extension NameLookup {
  /// Questions at a time.
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
    try await ask(names, perSecond, { resolve($0) }, otherwise: [], each)
  }

  /// Asks for the names of many addresses, as `addresses(of:perSecond:each:)` does.
  public static func names(
    of addresses: [IPAddress], perSecond: Int, each: (Int, ReverseName) throws -> Bool
  ) async throws {
    try await ask(addresses, perSecond, { reverseName(of: $0) }, otherwise: .unanswered, each)
  }

  /// - Parameter other: the answer where the question could not be put.
  static func ask<Question: Sendable, Answer: Sendable, Time: Clock>(
    _ questions: [Question], _ perSecond: Int?, _ put: @escaping @Sendable (Question) -> Answer,
    otherwise other: Answer, clock: Time = ContinuousClock(),
    _ each: (Int, Answer) throws -> Bool
  ) async throws where Time.Duration == Duration {
    guard !questions.isEmpty else { return }
    let threads = min(atOnce, questions.count)
    let pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    defer { pool.shutdownGracefully { _ in } }
    let start = clock.now
    try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
      var asked = 0
      var running = 0
      while asked < questions.count || running > 0 {
        if asked < questions.count, running < threads {
          let (index, question) = (asked, questions[asked])
          let turn = perSecond.map { Duration.seconds(Double(index) / Double($0)) }
          group.addTask {
            if let turn { try await clock.sleep(until: start.advanced(by: turn), tolerance: nil) }
            return (index, (try? await pool.runIfActive { put(question) }) ?? other)
          }
          asked += 1
          running += 1
        } else if let (index, answer) = try await group.next() {
          running -= 1
          if try !each(index, answer) { return group.cancelAll() }
        }
      }
    }
  }
}
