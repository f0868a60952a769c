import Bytes
import TestSupport
import Testing

@testable import Survey

/// A scan killed at any step, and resumed: no target is lost, and only what was in flight is probed
/// again.
@Suite struct KillTests {
  /// Where a run can be killed: after a probe began, after its record was written, after the
  /// journal has it, after the pacer knows.
  struct Killed: Error {}

  struct Run {
    var records: [String] = []
    var inFlight: Set<String> = []
    var steps = 0
    var lifetime: Int

    mutating func step() throws {
      steps += 1
      if steps > lifetime { throw Killed() }
    }
  }

  static let text = "8.8.8.0/28\n1.1.1.1:2121\n9.9.9.9"
  static let streamed = "7.7.7.7\n7.7.8.0/30:5\n7.7.9.9\n"

  /// One run from the file's state to the end, or until it is killed.
  func run(_ path: String, _ run: inout Run, isStreamed: Bool, appendedLimit: Int) throws {
    let saved = try ScanJournal.load(path)
    let plan = try OrderTests.plan(Self.text)
    let order = ScanOrder(plan: plan, seed: saved?.identity.seed ?? 42, shard: .whole)
    let identity = ScanIdentity(
      order: order, filter: TargetFilter(), seed: 42, ports: .usual, options: ["anonymous"],
      isStreamed: isStreamed)
    let journal = try ScanJournal(
      path: path, identity: identity, names: [:], saved: saved, appendedLimit: appendedLimit)
    let done = journal.saved.done
    var stream: StreamedTargets?
    if isStreamed {
      var fresh = StreamedTargets(
        ports: .usual, filter: TargetFilter(), shard: .whole, seed: 42, base: order.count,
        done: done, mark: saved?.mark)
      withBytes(Self.streamed) { fresh.received($0) }
      fresh.ended()
      #expect(!fresh.isAnotherStream)
      stream = fresh
    }
    var pacer = Pacer(
      source: ScanTargets(planned: PlannedTargets(order, done: done), streamed: stream),
      limits: PacerLimits(rate: nil, concurrency: 5), seed: 42)
    var probes: [Target] = []
    while true {
      switch pacer.next(.zero) {
      case .probe(let target):
        probes.append(target)
        run.inFlight.insert(brief(target))
        try run.step()
      case .connect, .waitForEvent, .waitUntil:
        // The two that began first end together: their records go out at once.
        let ended = Array(probes.prefix(2))
        probes.removeFirst(ended.count)
        run.records += ended.map(brief)
        try run.step()
        let passed = pacer.source.streamed?.takePassed() ?? []
        try journal.note(
          ended.map { .init($0.position, $0.position) } + passed,
          mark: pacer.source.streamed?.mark)
        try run.step()
        for target in ended {
          pacer.finished(target, .answered, .final, .zero)
          run.inFlight.remove(brief(target))
        }
        try run.step()
      case .finished: return
      }
    }
  }

  @Test(arguments: [false, true], [0, 1 << 20]) func everyStep(
    _ isStreamed: Bool, _ appendedLimit: Int
  ) throws {
    let folder = try TemporaryFolder()
    var whole = Run(lifetime: .max)
    let path = folder.path("whole")
    try run(path, &whole, isStreamed: isStreamed, appendedLimit: appendedLimit)
    #expect(whole.records.count == (isStreamed ? 43 : 35))
    for lifetime in 0..<whole.steps {
      let path = folder.path("state-\(lifetime)")
      var first = Run(lifetime: lifetime)
      #expect(throws: Killed.self) {
        try run(path, &first, isStreamed: isStreamed, appendedLimit: appendedLimit)
      }
      var second = Run(lifetime: .max)
      try run(path, &second, isStreamed: isStreamed, appendedLimit: appendedLimit)
      #expect(Set(first.records + second.records) == Set(whole.records), "killed at \(lifetime)")
      let repeated = Set(first.records).intersection(second.records)
      #expect(repeated.isSubset(of: first.inFlight) && repeated.count <= 5)
      #expect(Set(second.records).count == second.records.count)
    }
  }

  /// Killed again and again, a scan still comes to its end.
  @Test func killedOften() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    var records: [String] = []
    for _ in 0..<100 {
      var life = Run(lifetime: 9)
      let isDone: Bool
      do {
        try run(path, &life, isStreamed: true, appendedLimit: 0)
        isDone = true
      } catch is Killed {
        isDone = false
      }
      records += life.records
      if isDone { break }
    }
    #expect(Set(records).count == 43)
    var again = Run(lifetime: .max)
    try run(path, &again, isStreamed: true, appendedLimit: 0)
    #expect(again.records.isEmpty, "what is done is done")
  }
}
