import Bytes
import Testing

@testable import Survey

@Suite struct PacerTests {
  func hosts(_ count: Int, ports: [UInt16] = [21]) -> [Target] {
    (0..<count).flatMap { host in
      ports.map { Target(position: 0, address: IPAddress(v4: UInt32(host)), port: $0) }
    }
  }

  func pacer(
    _ targets: [Target], rate: Double? = nil, concurrency: Int = 100, perHost: Int = 2,
    change: (inout PacerLimits) -> Void = { _ in }
  ) -> Pacer<ListedTargets> {
    var limits = PacerLimits(rate: rate, concurrency: concurrency, perHost: perHost)
    change(&limits)
    return Pacer(source: ListedTargets(targets), limits: limits, seed: 1)
  }

  /// The rate holds within 5 %, looked at every 10 ms or whenever the pacer says.
  @Test(arguments: [
    (5000.0, 10), (5000, 0), (5000, 35), (700, 10), (150, 10), (60, 10), (21, 10), (20, 10), (3, 0),
    (0.5, 0), (50_000, 10),
  ])
  func holdsTheRate(_ rate: Double, _ tick: Int) {
    let count = Int(max(20, min(rate * 10, 60_000)))
    var pacer = pacer(hosts(count + 1), rate: rate, concurrency: .max)
    var now = Duration.zero
    var first: Duration?
    var last = Duration.zero
    var begun = 0
    loop: while true {
      switch pacer.next(now) {
      case .probe(let target):
        begun += 1
        first = first ?? now
        last = now
        pacer.finished(target, .silent, .final, now)
      case .waitUntil(let time):
        // A driver that looks only at its ticks comes late.
        let ticks = tick == 0 ? 0 : Int64((time / .milliseconds(tick)).rounded(.up))
        now = max(time, .milliseconds(ticks * Int64(tick)))
      case .connect, .waitForEvent: break loop
      case .finished: break loop
      }
    }
    #expect(begun == count + 1)
    let seconds = (last - (first ?? .zero)) / .seconds(1)
    let wanted = Double(count) / rate
    #expect(seconds > wanted * 0.95 - 0.05 && seconds < wanted * 1.05 + 0.05, "\(seconds) s")
  }

  /// Further connections count, and come first; those of a full house too.
  @Test(arguments: [(10.0, 0, 100), (10, 1, 100), (10, 4, 100), (30, 3, 100), (10, 5, 1)])
  func furtherConnectionsCount(_ rate: Double, _ further: Int, _ concurrency: Int) {
    var scan = VirtualScan(pacer(hosts(20), rate: rate, concurrency: concurrency))
    scan.further = further
    let isDone = scan.run { _, _ in (.answered, .seconds(1)) }
    #expect(isDone)
    #expect(scan.begun.count == 20 && scan.connected.count == 20 * further)
    let times = (scan.begun.map(\.at) + scan.connected).sorted()
    let most = Int(rate * 1.05) + 1
    for (index, time) in times.enumerated() where index >= most {
      #expect(time - times[index - most] >= .milliseconds(940), "\(index)")
    }
  }

  /// After a pause there is no more than 50 ms worth of probes at once.
  @Test func burstsAreSmall() {
    var limit = RateLimit(perSecond: 1000)
    var taken = 0
    while limit.free(at: 60_000_000_000) == 60_000_000_000 {
      limit.take(at: 60_000_000_000)
      taken += 1
    }
    #expect((50...52).contains(taken))
  }

  @Test(arguments: [(1, 1), (10, 2), (50, 3), (1000, 2)])
  func boundsWhatIsInFlight(_ concurrency: Int, _ perHost: Int) {
    let targets = hosts(40, ports: Array(1...10))
    var scan = VirtualScan(pacer(targets, concurrency: concurrency, perHost: perHost))
    let isDone = scan.run { target, _ in (.answered, .milliseconds(Int64(target.port) * 7)) }
    #expect(isDone)
    #expect(scan.mostAtATime <= concurrency && scan.mostOfAHost <= perHost)
    #expect(Set(scan.finished.map(\.target)) == Set(targets) && scan.finished.count == 400)
    #expect(scan.pacer.knownHosts == 0 && scan.pacer.parked == 0 && scan.pacer.inFlight == 0)
  }

  /// A closed port is no back-off: nothing is asked twice.
  @Test func closedPortsAreFinal() {
    var scan = VirtualScan(pacer(hosts(3, ports: [21, 990, 2121])))
    let isDone = scan.run { target, _ in
      (target.port == 21 ? .answered : .refused, .milliseconds(1))
    }
    #expect(isDone)
    #expect(scan.begun.count == 9 && scan.pacer.turnedAway == 0)
  }

  /// One that answers, is busy, and refuses: whether the port is closed tells another look, once.
  @Test func refusalsAreLookedAtAgainOnce() {
    var scan = VirtualScan(pacer(hosts(1, ports: [1, 2, 3, 4, 5, 6])))
    let isDone = scan.run { target, _ in
      switch target.port {
      case 1: (.answered, .milliseconds(1))
      case 2: (.answered, .seconds(9))
      default: (.refused, .milliseconds(1))
      }
    }
    #expect(isDone)
    #expect(scan.finished.count == 6 && scan.begun.count == 7 && scan.pacer.turnedAway == 1)
  }

  /// A host whose 5th to 14th connection is dropped loses nothing.
  @Test func droppedConnectionsAreMadeAgain() {
    var scan = VirtualScan(pacer(hosts(1, ports: Array(1...16))))
    var connections = 0
    let isDone = scan.run { _, _ in
      connections += 1
      return ((5...14).contains(connections) ? .dropped : .answered, .milliseconds(3))
    }
    #expect(isDone)
    #expect(scan.finished.count == 16 && scan.finished.allSatisfy { $0.outcome == .answered })
    #expect(scan.pacer.turnedAway >= 9)
  }

  /// A host that drops all connections, whether some of its ports answer or none, is not waited for
  /// again and again.
  @Test(arguments: [[], [1], [1, 500]]) func whoDropsAllIsBelieved(_ answering: [UInt16]) {
    var scan = VirtualScan(pacer(hosts(1, ports: Array(1...1000))))
    let isDone = scan.run { target, _ in
      (answering.contains(target.port) ? .answered : .dropped, .milliseconds(3))
    }
    #expect(isDone)
    #expect(scan.finished.count == 1000)
    #expect(scan.begun.count <= 1003 + 12 * answering.count)
    #expect(scan.now < .seconds(10 + 120 * answering.count))
  }

  /// A host that takes three at a time and two a second: everything gets through, with rest.
  @Test func backsOff() {
    let targets = (0..<12).map {
      Target(position: UInt64($0), address: IPAddress(v4: 1), port: 21, hostname: "\($0).example")
    }
    var scan = VirtualScan(pacer(targets, perHost: 2) { $0.attempts = 50 })
    var last = Duration.seconds(-1)
    let isDone = scan.run { _, now in
      if now - last < .milliseconds(500) { return (.turnedAway, .milliseconds(5)) }
      last = now
      return (.answered, .milliseconds(20))
    }
    #expect(isDone)
    #expect(scan.finished.allSatisfy { $0.outcome == .answered } && scan.finished.count == 12)
    #expect(Set(scan.finished.map(\.target.position)).count == 12)
    #expect(scan.pacer.turnedAway > 0)
  }

  /// A host that takes one connection at a time, and says so or drops the others, is asked one at a
  /// time once it has: nothing is lost, however many probes of a host were to be made at a time.
  @Test(
    arguments: [(2, .turnedAway), (6, .turnedAway), (2, .dropped), (6, .dropped)]
      as [(Int, ProbeOutcome)])
  func oneAtATime(_ perHost: Int, _ turningAway: ProbeOutcome) {
    var scan = VirtualScan(pacer(hosts(1, ports: Array(1...12)), perHost: perHost))
    var free = Duration.zero
    var overlaps = 0
    let isDone = scan.run { _, now in
      if now < free {
        overlaps += 1
        return (turningAway, .milliseconds(1))
      }
      free = now + .milliseconds(50)
      return (.answered, .milliseconds(50))
    }
    #expect(isDone)
    #expect(scan.finished.count == 12 && scan.finished.allSatisfy { $0.outcome == .answered })
    // Those that had begun by then, and the one after the rest beside one of them.
    #expect(overlaps <= perHost, "\(overlaps)")
    #expect(scan.now < .seconds(5))
  }

  /// What is refused once the same port has answered is asked again after a rest, then given up;
  /// each rest is longer than the last, up to the limit.
  @Test func givesUpAfterItsAttempts() {
    let targets = (0..<3).map {
      Target(position: UInt64($0), address: IPAddress(v4: 1), port: 21, hostname: "\($0).example")
    }
    var scan = VirtualScan(
      pacer(targets) {
        $0.attempts = 9
        $0.restLongest = .seconds(10)
      })
    let isDone = scan.run { target, _ in
      target.position == 0 ? (.answered, .milliseconds(1)) : (.refused, .milliseconds(2))
    }
    #expect(isDone)
    #expect(scan.finished.count == 3)
    let times = scan.begun.filter { $0.target.position == 1 }.map(\.at)
    #expect(times.count == 9, "the first attempt and eight more")
    #expect(scan.begun.filter { $0.target.position == 2 }.count == 9)
    #expect(scan.now > .seconds(60))
  }

  @Test func restsGrow() {
    let backOff = BackOff(seed: 4, limits: PacerLimits(rate: nil, concurrency: 1))
    for host in 0..<50 as Range<UInt32> {
      let rests = (1...70).map { backOff.rest(IPAddress(v4: host), level: $0) }
      #expect(rests[0] >= 750_000_000 && rests[0] <= 1_250_000_000)
      for (level, rest) in rests.enumerated().dropFirst().prefix(5) {
        #expect(rest > rests[level - 1] && rest <= 60_000_000_000)
      }
      #expect(rests.allSatisfy { $0 > 0 && $0 <= 60_000_000_000 })
    }
    #expect(Set((0..<50).map { backOff.rest(IPAddress(v4: $0), level: 1) }).count == 50)
  }

  /// Memory is for what is in flight or rests: the source waits while too many targets wait.
  @Test func parksNoMoreThanItMay() {
    let one = (1...2000).map { Target(position: 0, address: IPAddress(v4: 9), port: UInt16($0)) }
    var scan = VirtualScan(pacer(one + hosts(5)) { $0.parked = 50 })
    var most = 0
    var known = 0
    while true {
      let isDone = scan.run(until: scan.now + .milliseconds(3)) { _, _ in
        (.silent, .milliseconds(2))
      }
      most = max(most, scan.pacer.parked)
      known = max(known, scan.pacer.knownHosts)
      if !isDone || scan.finished.count == 2005 { break }
    }
    #expect(scan.finished.count == 2005)
    #expect(most <= 50 && known <= 6)
  }

  /// Random hosts with random moods: every target ends exactly once, and nothing hangs.
  @Test(arguments: 0..<40 as Range<UInt64>) func nothingIsLost(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let targets = (0..<300).map { number in
      Target(
        position: number, address: IPAddress(v4: .random(in: 0..<20, using: &generator)),
        port: .random(in: 1...4, using: &generator))
    }
    let concurrency = Int.random(in: 1...20, using: &generator)
    var scan = VirtualScan(
      pacer(targets, rate: seed % 2 == 0 ? nil : 200, concurrency: concurrency) {
        $0.parked = Int(seed % 5) * 10 + 1
      })
    let outcomes: [ProbeOutcome] = [
      .answered, .answered, .silent, .refused, .dropped, .turnedAway,
    ]
    let isDone = scan.run { _, _ in
      (
        outcomes.randomElement(using: &generator) ?? .silent,
        .milliseconds(.random(in: 0...50, using: &generator))
      )
    }
    #expect(isDone)
    #expect(scan.finished.map(\.target.position).sorted() == Array(0..<300))
    #expect(scan.mostAtATime <= concurrency && scan.mostOfAHost <= 2)
    #expect(scan.pacer.parked == 0)
  }

  @Test func figures() {
    var figures = ScanFigures()
    #expect(figures.line == "0 done, 0.0/s, 0 found")
    figures.done = 10_000
    figures.doneBefore = 2000
    figures.total = 65_536
    figures.found = 130
    figures.elapsed = .seconds(2)
    #expect(figures.line == "12,000 of 65,536 done, 5,000/s, 130 found, 11 s left")
    #expect(figures.timeLeft == .seconds(11))
    figures.total = nil
    #expect(figures.line == "12,000 done, 5,000/s, 130 found")
    figures.total = .max
    #expect(figures.timeLeft != nil)
    let texts = [0, 59, 60, 200, 3600, 18_120, 187_200].map { ScanFigures.text(.seconds($0)) }
    #expect(texts == ["0 s", "59 s", "1 min", "3 min 20 s", "1 h", "5 h 2 min", "2 d 4 h"])
  }
}
