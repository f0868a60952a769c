import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Survey

/// Many questions at a pace.
@Suite struct NameLookupTests {
  /// Time stands still: who waits for a later moment waits until it is told not to.
  private struct StoppedClock: Clock {
    let now = ContinuousClock.Instant.now
    let minimumResolution = Duration.zero

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
      guard deadline > now else { return }
      for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(9999)) }) {
        try Task.checkCancellation()
      }
    }
  }

  /// A question that is being asked holds nobody up who is to stop.
  @Test(.timeLimit(.minutes(1)), arguments: [1, 300]) func interrupted(_ count: Int) async throws {
    let hasBegun = Atomic(false)
    let isOver = DispatchSemaphore(value: 0)
    defer { for _ in 0..<count { isOver.signal() } }
    let put = { @Sendable (_: Int) in
      hasBegun.store(true, ordering: .relaxed)
      isOver.wait()
    }
    let isInterrupted = { @Sendable in hasBegun.load(ordering: .relaxed) }
    try await NameLookup.ask(
      Array(0..<count), nil, put, otherwise: (), isInterrupted: isInterrupted
    ) { index, _ in
      Issue.record("an answer to \(index)")
      return true
    }
  }

  /// What tells that there is no such host, and what tells nothing.
  @Test(arguments: [
    (EAI_NONAME, false), (EAI_AGAIN, true), (EAI_FAIL, true), (EAI_SYSTEM, true),
  ])
  func statuses(_ status: Int32, _ isUnanswered: Bool) {
    #expect(NameLookup.isUnanswered(status) == isUnanswered)
  }

  @Test func noSuchHost() { #expect(NameLookup.resolve("nowhere.invalid") == .init()) }

  /// An answer is given while the next questions wait for their turns, and may end all.
  @Test(.timeLimit(.minutes(1)), arguments: [2, 1000]) func answersAtOnce(_ count: Int) async throws
  {
    var answers: [Int] = []
    let put = { @Sendable (question: Int) in question + 1 }
    try await NameLookup.ask(
      Array(0..<count), 1, put, otherwise: 0, clock: StoppedClock()
    ) { index, answer in
      #expect(answer == index + 1)
      answers.append(index)
      return false
    }
    #expect(answers == [0])
  }
}
