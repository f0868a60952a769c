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
