import Bytes
import NIOPosix

extension NameLookup {
  /// Questions at a time.
  private static let atOnce = 50
  /// How often is looked whether to stop: an answer may take half a minute to come.
  private static let tick = Duration.milliseconds(100)

  /// What is known of names, by name, as soon as may be; where it was interrupted, of those that
  /// were answered before.
  public static func addresses(
    of names: [String], isInterrupted: @escaping @Sendable () -> Bool
  ) async -> [String: Answer] {
    var all: [String: Answer] = [:]
    try? await addresses(of: names, perSecond: nil, isInterrupted: isInterrupted) { index, found in
      all[names[index]] = found
      return true
    }
    return all
  }

  /// Asks for the addresses of many names, in order and at a pace, and gives each answer with the
  /// name's place, in the order in which answers come. Ends early where either closure asks for it,
  /// and waits for no answer then; throws what `each` throws.
  public static func addresses(
    of names: [String], perSecond: Int?, isInterrupted: @escaping @Sendable () -> Bool,
    each: (Int, Answer) throws -> Bool
  ) async throws {
    try await ask(
      names, perSecond, { resolve($0) }, otherwise: Answer(isUnanswered: true),
      isInterrupted: isInterrupted, each)
  }

  /// Asks for the names of many addresses, as `addresses(of:perSecond:isInterrupted:each:)` does.
  public static func names(
    of addresses: [IPAddress], perSecond: Int, isInterrupted: @escaping @Sendable () -> Bool,
    each: (Int, ReverseName) throws -> Bool
  ) async throws {
    try await ask(
      addresses, perSecond, { reverseName(of: $0) }, otherwise: .unanswered,
      isInterrupted: isInterrupted, each)
  }

  /// - Parameter other: the answer where the question could not be put.
  static func ask<Question: Sendable, Answer: Sendable, Time: Clock>(
    _ questions: [Question], _ perSecond: Int?, _ put: @escaping @Sendable (Question) -> Answer,
    otherwise other: Answer, isInterrupted: @escaping @Sendable () -> Bool = { false },
    clock: Time = ContinuousClock(), _ each: (Int, Answer) throws -> Bool
  ) async throws where Time.Duration == Duration {
    guard !questions.isEmpty else { return }
    let threads = min(atOnce, questions.count)
    let pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    defer { pool.shutdownGracefully { _ in } }
    let start = clock.now
    try await withThrowingTaskGroup(of: (Int, Answer)?.self) { group in
      group.addTask { try await interruption(isInterrupted) }
      var asked = 0
      var running = 0
      while asked < questions.count || running > 0 {
        if asked < questions.count, running < threads {
          let (index, question) = (asked, questions[asked])
          let turn = perSecond.map { Duration.seconds(Double(index) / Double($0)) }
          group.addTask {
            if let turn { try await clock.sleep(until: start.advanced(by: turn), tolerance: nil) }
            return (index, await answer(on: pool) { put(question) } ?? other)
          }
          asked += 1
          running += 1
        } else if let (index, answer) = try await group.next() ?? nil {
          running -= 1
          if try !each(index, answer) { break }
        } else {
          break
        }
      }
      group.cancelAll()
    }
  }

  /// Comes back once it is interrupted; throws where the task is cancelled.
  private static func interruption<Answer>(
    _ isInterrupted: @Sendable () -> Bool
  ) async throws -> (Int, Answer)? {
    while !isInterrupted() { try await Task.sleep(for: tick) }
    return nil
  }

  /// What a pool's thread makes of a question; nil where it has ended, or the task is cancelled: a
  /// thread that waits for an answer is left to itself.
  private static func answer<Answer: Sendable>(
    on pool: NIOThreadPool, _ put: @escaping @Sendable () -> Answer
  ) async -> Answer? {
    let (answers, giver) = AsyncStream<Answer>.makeStream()
    pool.submit { state in
      if case .active = state { giver.yield(put()) }
      giver.finish()
    }
    return await answers.first { _ in true }
  }
}
