import Bytes
import Testing

@testable import Survey

@Suite struct OrderTests {
  /// Every number once, for every small count and around the powers of two.
  @Test func permutes() {
    for count in Array(0...130) + [255, 256, 257, 1000, 1023, 1025, 4095, 4097, 65_537] {
      let order = Permutation(count: UInt64(count), seed: UInt64(count) &* 77)
      let all = (0..<UInt64(count)).map { order[$0] }
      #expect(Set(all).count == count && all.allSatisfy { $0 < count }, "of \(count)")
    }
  }

  @Test func permutesTheLargest() {
    for count in [1 << 63, 1 << 62 + 1, 1 << 33 - 5] as [UInt64] {
      let order = Permutation(count: count, seed: 3)
      let some = (0..<2000).map { order[$0] } + (0..<2000).map { order[count - 1 - $0] }
      #expect(Set(some).count == 4000 && some.allSatisfy { $0 < count })
    }
  }

  @Test func seedsDecide() {
    let (one, same, other) = (
      Permutation(count: 1000, seed: 1), Permutation(count: 1000, seed: 1),
      Permutation(count: 1000, seed: 2)
    )
    #expect((0..<1000).allSatisfy { one[$0] == same[$0] })
    #expect((0..<1000).count { one[$0] == other[$0] } < 20)
  }

  static func plan(_ text: String, ports: Ports = .usual) throws -> TargetPlan {
    try collection(text).plan(ports: ports, filter: TargetFilter())
  }

  /// The union of the shards is the whole, and no two share a target.
  @Test(arguments: [1, 2, 3, 7, 100, 1000]) func shards(_ count: Int) throws {
    let plan = try Self.plan("8.8.8.0/25\n2606::/122\n1.1.1.1:2121")
    var seen: Set<String> = []
    var total: UInt64 = 0
    for index in 1...count {
      let order = ScanOrder(plan: plan, seed: 9, shard: try Shard("\(index)/\(count)"))
      total += order.count
      for position in 0..<order.count {
        let target = order.target(at: position)
        #expect(target.position == position)
        #expect(seen.insert(brief(target)).inserted, "\(brief(target)) is in two shards")
      }
    }
    #expect(total == plan.count && seen.count == Int(plan.count))
  }

  @Test(arguments: ["", "1", "0/3", "4/3", "1/0", "1/65537", "-1/3", "a/b", "1/2/3", " 1/2"])
  func refusesShards(_ text: String) {
    #expect(throws: MalformedTarget.self) { try Shard(text) }
  }

  /// No network gets much more than its share of any thousand probes in a row.
  @Test(arguments: [1, 2, 3] as [UInt64]) func spreads(_ seed: UInt64) throws {
    let order = ScanOrder(plan: try Self.plan("8.8.0.0/16"), seed: seed, shard: .whole)
    #expect(order.count == 131_072)
    var most = 0
    for start in stride(from: UInt64(0), to: 100_000, by: 7_919) {
      var networks: [UInt128: Int] = [:]
      for position in start..<(start + 1000) {
        networks[order.target(at: position).address.value >> 8, default: 0] += 1
      }
      most = max(most, networks.values.max() ?? 0)
    }
    // Four on average. By pure chance, 16 and more would come once in a few thousand runs.
    #expect(most <= 16)
  }

  @Test func leavesOutWhatIsDone() throws {
    let order = ScanOrder(plan: try Self.plan("8.8.8.0/28"), seed: 1, shard: .whole)
    var source = PlannedTargets(
      order, done: IntervalSet([.init(0, 3), .init(7, 7), .init(31, 31)]))
    var positions: [UInt64] = []
    while case .target(let target) = source.next() { positions.append(target.position) }
    #expect(positions == Array(4...6) + Array(8...30))
  }

  /// Names that join late have positions that depend on their own number alone.
  @Test func joinedLate() throws {
    let order = ScanOrder(plan: try Self.plan("8.8.8.0/31"), seed: 1, shard: .whole)
    let names = collection("8.8.8.0/31\na.example\nb.example:990\nc.example", isNamed: false)
    let parts = names.parts([
      .init("b.example", addresses: [IPAddress(v4: 0x0909_0909)]),
      .init("x.example", addresses: []),
      .init("a.example", addresses: [IPAddress(v4: 0x0A0A_0A0A)]),
    ])
    let late = try parts.map { number, part in
      LateTargets(
        number: number,
        order: ScanOrder(
          plan: try part.plan(ports: Ports([21], implicit: []), filter: TargetFilter()), seed: 1,
          shard: .whole))
    }
    func all(_ late: ArraySlice<LateTargets>, done: IntervalSet<UInt64>) -> [Target] {
      var source = ScanTargets(
        planned: PlannedTargets(order, done: done), late: late.map { $0.planned(done: done) },
        streamed: nil)
      var found: [Target] = []
      while case .target(let target) = source.next() { found.append(target) }
      return found
    }
    // 10.10.10.10 is reserved, and a file may not name it.
    let first = all(late[...], done: IntervalSet([.init(0, 1)]))
    #expect(first.map(\.position) == [2, 3, 1 << 63])
    #expect(first.last.map(brief) == "9.9.9.9 990 b.example")
    let done = IntervalSet(first.map { IntervalSet.Interval($0.position, $0.position) })
    #expect(all(late.dropFirst(), done: done).map(\.position) == [0, 1])
    #expect(all(late[...], done: done).map(\.position) == [0, 1])
  }
}
