import Testing

@testable import Survey

@Suite struct HandshakeTurnsTests {
  enum Step: Sendable {
    case ask(UInt64)
    case end(UInt64)
    /// Gives every turn that there is.
    case give
  }

  /// Who gets turns, in which order.
  @Test(
    arguments: [
      // So many at once, the others in the order they came.
      (2, [.ask(1), .ask(2), .ask(3), .ask(4), .give], [1, 2]),
      (2, [.ask(1), .ask(2), .ask(3), .ask(4), .end(2), .give], [1, 2, 3]),
      (2, [.ask(1), .ask(2), .ask(3), .ask(4), .end(2), .end(1), .give], [1, 2, 3, 4]),
      // Who leaves the queue gets no turn, and takes none from others.
      (1, [.ask(1), .ask(2), .ask(3), .end(2), .give, .end(1), .give], [1, 3]),
      (1, [.ask(1), .ask(2), .end(2), .end(1), .give, .ask(3)], [1, 3]),
      // A turn that ends twice is one turn.
      (1, [.ask(1), .ask(2), .ask(3), .end(1), .end(1), .give], [1, 2]),
      // A place that is free belongs to the first that waits.
      (1, [.ask(1), .ask(2), .end(1), .ask(3), .give], [1, 2]),
      // A second handshake of the same probe is like any other.
      (1, [.ask(1), .ask(2), .end(1), .give, .ask(1), .end(2), .give], [1, 2, 1]),
      // Never none at all.
      (0, [.ask(1), .ask(2), .end(1), .give], [1, 2]),
    ] as [(Int, [Step], [UInt64])])
  func turns(_ maximum: Int, _ steps: [Step], _ expected: [UInt64]) {
    var turns = HandshakeTurns(maximum: maximum)
    var given: [UInt64] = []
    for step in steps {
      switch step {
      case .ask(let probe): if turns.ask(probe) { given.append(probe) }
      case .end(let probe): turns.end(probe)
      case .give: while let probe = turns.next() { given.append(probe) }
      }
    }
    #expect(given == expected)
  }
}
