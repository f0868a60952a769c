import Bytes
import Testing

@testable import Survey

@Suite struct StreamTests {
  static let filter = TargetFilter()

  func stream(
    shard: Shard = .whole, ports: Ports = .usual, done: IntervalSet<UInt64> = IntervalSet(),
    mark: StreamMark? = nil
  ) -> StreamedTargets {
    StreamedTargets(
      ports: ports, filter: Self.filter, shard: shard, seed: 5, base: 100, done: done, mark: mark)
  }

  func drain(_ stream: inout StreamedTargets) -> [Target] {
    var targets: [Target] = []
    while case .target(let target) = stream.next() { targets.append(target) }
    return targets
  }

  /// Targets come as soon as their line does.
  @Test func doesNotWait() {
    var stream = stream(ports: Ports([990], implicit: [990]))
    let none = stream.next()
    #expect(none == .later)
    withBytes("8.8.8.8\n8.8.4") { stream.received($0) }
    #expect(drain(&stream).map(brief) == ["8.8.8.8 990"])
    withBytes(".4\n") { stream.received($0) }
    #expect(drain(&stream).map(brief) == ["8.8.4.4 990"])
    withBytes("1.1.1.1") { stream.received($0) }
    let later = stream.next()
    #expect(later == .later)
    stream.ended()
    #expect(drain(&stream).map(brief) == ["1.1.1.1 990"])
    let end = stream.next()
    #expect(end == .end)
  }

  /// A last line that broke off may name another target than was meant.
  @Test func brokenOff() {
    var stream = stream(ports: Ports([990], implicit: [990]))
    withBytes("8.8.8.8\n8.8.8.10") { stream.received($0) }
    #expect(stream.isEndDoubtful)
    stream.ended(isBrokenOff: true)
    #expect(drain(&stream).map(brief) == ["8.8.8.8 990"])
  }

  @Test func holdsBackAndCounts() {
    var stream = stream(ports: Ports([21], implicit: []))
    withBytes("9.255.255.254-10.0.0.1\nnonsense!\n::/0\n127.0.0.1:5\n") { stream.received($0) }
    #expect(Set(drain(&stream).map(brief)) == ["9.255.255.254 21", "9.255.255.255 21"])
    #expect(stream.leftOut.reserved == 3)
    #expect(stream.tooLarge == 1)
    #expect(stream.report.malformed == 1)
    let passed = IntervalSet(stream.takePassed())
    #expect(passed.count == 3)
  }

  /// An exclusion with a port is of that port alone.
  @Test func excludedPort() {
    var never = TargetCollection()
    withBytes("8.8.8.8:21") { bytes in
      if let spec = try? TargetSpec(bytes) { never.add(spec, isNamed: false) }
    }
    var stream = StreamedTargets(
      ports: .usual, filter: TargetFilter(excluded: never.exclusions), shard: .whole, seed: 5,
      base: 0)
    withBytes("8.8.8.8\n8.8.4.4:21\n") { stream.received($0) }
    #expect(Set(drain(&stream).map(brief)) == ["8.8.8.8 990", "8.8.4.4 21"])
    #expect(stream.leftOut.excluded == 1)
    withBytes("8.8.8.8:21\n") { stream.received($0) }
    #expect(drain(&stream).isEmpty)
  }

  /// A block that is held back as a whole is passed at once, and its addresses count once.
  @Test(arguments: ["10.0.0.0/8", "fd00::/96", "fe80::1%lo"])
  func heldBackAsAWhole(_ block: String) throws {
    var stream = stream(ports: Ports([21, 990], implicit: [990]))
    withBytes("\(block)\n8.8.8.8\n") { stream.received($0) }
    let first = stream.next()
    guard case .target(let target) = first else { return #expect(first == .later) }
    #expect(target.address == IPAddress("8.8.8.8"))
    let spec = try withBytes(block) { try TargetSpec($0) }
    let count: UInt128 =
      if case .addresses(let range) = spec.place { range.count } else { 1 }
    #expect(stream.leftOut.reserved == count)
    #expect(IntervalSet(stream.takePassed()).intervals == [.init(100, 99 + 2 * UInt64(count))])
  }

  /// Where a block has few targets or none, the search for them is interrupted again and again.
  @Test func searchesPieceByPiece() throws {
    let plan = try OrderTests.plan("8.0.0.0/14")
    var stream = StreamedTargets(
      ports: Ports([21], implicit: []), filter: Self.filter, shard: .whole, seed: 5, base: 0,
      plan: plan)
    withBytes("8.0.0.0/14\n9.9.9.9\n") { stream.received($0) }
    var pauses = 0
    while true {
      let supply = stream.next()
      guard supply == .soon else {
        if case .target(let target) = supply { #expect(brief(target) == "9.9.9.9 21") }
        break
      }
      pauses += 1
      #expect(stream.takePassed().count == 1)
    }
    #expect(pauses == (1 << 18) / StreamedTargets.Limits.passedAtOnce)
  }

  /// Each address and port once, however it is named again.
  @Test func namedAgain() throws {
    let plan = try OrderTests.plan("8.8.8.0/30\n1.1.1.1:21")
    var stream = StreamedTargets(
      ports: .usual, filter: Self.filter, shard: .whole, seed: 5, base: 0, plan: plan)
    let text = "9.9.9.9\n9.9.9.9\n9.9.9.9:21\n9.9.9.9:5\n9.9.9.9:5\n9.9.9.10:21\n9.9.9.10\n"
    let planned = "8.8.8.3-8.8.8.4\n1.1.1.1\n8.8.8.1:5\n7.7.7.0/31:1\n7.7.7.0/31:1\n"
    withBytes(text + planned) { stream.received($0) }
    stream.ended()
    let wanted = [
      "9.9.9.9 21", "9.9.9.9 990", "9.9.9.9 5", "9.9.9.10 21", "9.9.9.10 990", "8.8.8.4 21",
      "8.8.8.4 990", "1.1.1.1 990", "8.8.8.1 5", "7.7.7.0 1", "7.7.7.1 1",
    ]
    let targets = drain(&stream)
    #expect(targets.map(brief).sorted() == wanted.sorted())
    #expect(IntervalSet(stream.takePassed()).count == 3)
    #expect(targets.count + 3 == 14)
  }

  @Test func hugeBlocksDoNotOverflow() {
    var stream = stream(ports: Ports(1...65_535, implicit: []))
    let lines = (0..<70_000).map { "0.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)-255.255.255.255\n" }
    withBytes(lines.joined()) { stream.received($0) }
    #expect(stream.tooLarge > 0)
    #expect(!stream.wantsMore)
  }

  @Test func shardsShare() throws {
    var text = "2606::/120\n"
    for number in 0..<500 { text += "8.8.\(number / 250).\(number % 250)\n" }
    var seen: Set<String> = []
    for index in 1...3 {
      var stream = stream(shard: try Shard("\(index)/3"))
      withBytes(text) { stream.received($0) }
      let targets = drain(&stream)
      #expect(targets.count > 400 && targets.count < 610)
      for target in targets { #expect(seen.insert(brief(target)).inserted) }
      #expect(Int(IntervalSet(stream.takePassed()).count) == 1512 - targets.count)
    }
    #expect(seen.count == 1512)
  }

  @Test func namesWaitForTheirAddresses() {
    var stream = stream(ports: Ports([21], implicit: []))
    withBytes("a.example\nb.example:990\n8.8.8.8\n") { stream.received($0) }
    let names = stream.namesToResolve()
    #expect(names == ["a.example", "b.example"])
    #expect(drain(&stream).isEmpty)
    stream.resolved("b.example", to: [])
    #expect(drain(&stream).isEmpty)
    stream.resolved("a.example", to: [IPAddress(v4: 0x0808_0808), IPAddress(v4: 0x0101_0101)])
    let targets = drain(&stream)
    #expect(
      Set(targets.map(brief)) == ["8.8.8.8 21 a.example", "1.1.1.1 21 a.example", "8.8.8.8 21"])
    #expect(targets.last?.position == 228)
    let every = IntervalSet(stream.takePassed() + targets.map { .init($0.position, $0.position) })
    // A name without an address is not finished: a resumed scan asks for it again.
    #expect(every.intervals == [.init(100, 163), .init(228, 228)])
    var second = self.stream(ports: Ports([21], implicit: []), done: every, mark: stream.mark)
    withBytes("a.example\nb.example:990\n8.8.8.8\n") { second.received($0) }
    #expect(second.namesToResolve() == ["b.example"])
    second.resolved("b.example", to: [IPAddress(v4: 0x0909_0909)])
    #expect(drain(&second).map(brief) == ["9.9.9.9 990 b.example"])
  }

  /// One name, several ports: each line is answered, in whatever order with being taken.
  @Test(arguments: 1...3) func oneNameSeveralTimes(_ answers: Int) {
    var stream = stream(ports: Ports([21], implicit: []))
    withBytes("a.example:21\na.example:990\na.example:2121\n") { stream.received($0) }
    #expect(stream.namesToResolve() == ["a.example", "a.example", "a.example"])
    for _ in 0..<answers { stream.resolved("a.example", to: [IPAddress(v4: 0x0808_0808)]) }
    #expect(drain(&stream).map(\.port) == [21, 990, 2121])
    withBytes("a.example:22\n") { stream.received($0) }
    #expect(drain(&stream).isEmpty)
    for _ in answers..<4 { stream.resolved("a.example", to: [IPAddress(v4: 0x0808_0808)]) }
    #expect(drain(&stream).map(\.port) == [22])
  }

  /// Read again, a stream gives what was not finished, and then goes on.
  @Test(arguments: 0...12) func resumes(_ taken: Int) {
    let text = "8.8.8.0/30\n1.1.1.1\n9.9.9.9:5\n9.9.9.10\n9.9.9.11\n9.9.9.12\n"
    var first = stream(ports: Ports([21], implicit: []))
    withBytes(text) { first.received($0) }
    var targets: [Target] = []
    for _ in 0..<taken { if case .target(let target) = first.next() { targets.append(target) } }
    // Every second one was finished when the scan stopped.
    let finished = targets.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let done = IntervalSet(finished.map { .init($0.position, $0.position) })
    var second = stream(ports: Ports([21], implicit: []), done: done, mark: first.mark)
    var found: [Target] = []
    for byte in Array(text.utf8) {
      [byte].withUnsafeBufferPointer { second.received(ByteSlice($0)) }
      found += drain(&second)
    }
    second.ended()
    found += drain(&second)
    #expect(!second.isAnotherStream)
    var whole = stream(ports: Ports([21], implicit: []))
    withBytes(text) { whole.received($0) }
    #expect(Set(found).union(finished) == Set(drain(&whole)))
    #expect(found.count + finished.count == 9)
  }

  @Test(arguments: ["1.1.1.1\n8.8.8.8\n", "8.8.8.8\n", "8.8.8.8\n1.1.1.1:21\n", ""])
  func refusesAnotherStream(_ text: String) {
    var first = stream()
    withBytes("8.8.8.8\n1.1.1.1\n") { first.received($0) }
    _ = drain(&first)
    var second = stream(mark: first.mark)
    withBytes(text) { second.received($0) }
    second.ended()
    #expect(drain(&second).isEmpty)
    #expect(second.isAnotherStream)
  }
}
