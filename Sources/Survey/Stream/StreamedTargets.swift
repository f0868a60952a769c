import Bytes

/// Targets from a stream, such as a running zmap, in the order in which they come, to be probed
/// as they come. Blocks and ranges within the stream are permuted each for itself.
///
///     bytes ── received ──▶ lines ──▶ specs, each with positions of its own ──▶ next ──▶ targets
///                                       │  ▲
///                          namesToResolve  resolved
///
/// Each spec reserves as many positions as it may have targets, so that a position means the same
/// target when the same stream is read again. A stream is resumed by reading it again from its
/// beginning: as many specs as had been taken must come, and be the same; until that is seen
/// nothing is probed, and then what was not finished comes first.
struct StreamedTargets: TargetSource {
  /// What a stream may hold at a time.
  enum Limits {
    /// Reading pauses while as many specs wait.
    static let waitingMaximum = 4096
    /// Larger blocks belong on the command line, where they are permuted as a whole.
    static let blockAddresses: UInt128 = 1 << 32
    /// A name's addresses beyond these are not probed.
    static let addressesOfName: UInt64 = 64
    /// So many positions that have no target are passed at a time: the loop has other work too.
    static let passedAtOnce = 32_768
  }

  struct Waiting {
    var spec: TargetSpec
    var ports: [UInt16]
    var base: UInt64
    var reserved: UInt64
    /// Whether it counts as taken already.
    var isTaken = false

    var interval: IntervalSet<UInt64>.Interval { .init(base, base + reserved - 1) }

    var isName: Bool { if case .name = spec.place { true } else { false } }
  }

  /// A name that specs wait for.
  private struct WaitingName {
    var specs = 0
    /// Nil where it is not resolved yet.
    var addresses: [IPAddress]?
  }

  private let ports: Ports
  /// What is asked anyway, and not on the stream's account.
  private let plan: TargetPlan?
  private let filter: TargetFilter
  private let shard: Shard
  private let seed: UInt64
  private let done: IntervalSet<UInt64>
  /// What an earlier run took, until as much has come again.
  private var expected: StreamMark?
  private var read = StreamMark()
  private var nextBase: UInt64
  /// How many addresses more may be named; nil for any number.
  private var addressesLeft: UInt128?
  private var lines = TargetLines()
  private var namedBefore = NamedBefore()
  private var waiting = Queue<Waiting>()
  private var unresolved: [String] = []
  private var names: [String: WaitingName] = [:]
  private var current: StreamWalk?
  private var passed: [IntervalSet<UInt64>.Interval] = []
  private var isEnded = false

  /// How many specs were taken, and which: what a resumed scan remembers.
  private(set) var mark = StreamMark()
  /// Addresses that the filter held back so far.
  private(set) var leftOut = LeftOut()
  /// Set where the stream has named more addresses than it may, those held back aside.
  private(set) var hasTooManyAddresses = false
  /// Blocks that were too large for a stream.
  private(set) var tooLarge = 0
  /// Set where this is not the stream that the earlier run had read.
  private(set) var isAnotherStream = false

  /// A stream whose positions begin at `base`. An earlier run's `mark` and `done` are what its
  /// journal kept. Of more addresses than `addressesMaximum` none is given any longer. Targets of
  /// `plan` are asked by whoever goes through that.
  init(
    ports: Ports, filter: TargetFilter, shard: Shard, seed: UInt64, base: UInt64,
    done: IntervalSet<UInt64> = IntervalSet(), mark: StreamMark? = nil,
    addressesMaximum: UInt128? = nil, plan: TargetPlan? = nil
  ) {
    self.plan = plan
    self.ports = ports
    self.filter = filter
    self.shard = shard
    self.seed = seed
    self.done = done
    nextBase = base
    addressesLeft = addressesMaximum
    if let mark, mark.specs > 0 { expected = mark }
  }

  /// How the lines were read.
  var report: TargetLines { lines }

  /// Whether more bytes are welcome now.
  var wantsMore: Bool {
    !isEnded && !isAnotherStream && !hasTooManyAddresses && waiting.count < Limits.waitingMaximum
  }

  /// Whether an end now would be one within a line, or before all has come that an earlier run
  /// took.
  var isEndDoubtful: Bool { lines.isWithinLine || expected != nil }

  /// Bytes of the stream have come.
  mutating func received(_ bytes: ByteSlice) {
    var specs: [TargetSpec] = []
    lines.received(bytes) { specs.append($0) }
    for spec in specs { add(spec) }
  }

  /// The stream has ended. Where it broke off, a last line without an end is passed over: its
  /// target may be another than was meant.
  mutating func ended(isBrokenOff: Bool = false) {
    var specs: [TargetSpec] = []
    if !isBrokenOff { lines.ended { specs.append($0) } }
    for spec in specs { add(spec) }
    isEnded = true
    if expected != nil { isAnotherStream = true }
  }

  /// Names that have come since the last call. Answer each with `resolved`.
  mutating func namesToResolve() -> [String] {
    defer { unresolved = [] }
    return unresolved
  }

  /// A name was resolved; to no addresses where it can't be.
  mutating func resolved(_ name: String, to addresses: [IPAddress]) {
    let addresses = Set(addresses.map(\.unmapped)).sorted()
    let kept = Array(addresses.prefix(Int(Limits.addressesOfName)))
    names[name]?.addresses = kept
  }

  /// Positions that no target has: a name with fewer addresses than reserved, an address held
  /// back, of another shard, or in the plan. They count as finished.
  mutating func takePassed() -> [IntervalSet<UInt64>.Interval] {
    defer { passed = [] }
    return passed
  }

  mutating func next() -> TargetSupply {
    guard !isAnotherStream, !hasTooManyAddresses else { return .end }
    guard expected == nil else { return .later }
    var passes = Limits.passedAtOnce
    while true {
      if let target = walk(&passes) { return .target(target) }
      if passes == 0 { return .soon }
      guard let first = waiting.first else { return isEnded ? .end : .later }
      guard let addresses = takeAddresses(of: first) else { return .later }
      _ = waiting.popFirst()
      if !first.isTaken { mark.take(first.spec) }
      // A resumed scan asks for the name again.
      if first.isName, addresses.isEmpty { continue }
      if holdsBack(first, addresses) {
        passed.append(first.interval)
      } else {
        current = StreamWalk(first, addresses, seed: seed)
      }
    }
  }

  private mutating func add(_ spec: TargetSpec) {
    guard !isAnotherStream else { return }
    let addresses: UInt64
    let ports = namedBefore.newPorts(of: spec, ports.numbers)
    var entry = Waiting(spec: spec, ports: ports, base: nextBase, reserved: 0)
    switch spec.place {
    case .addresses(let range):
      guard range.count <= Limits.blockAddresses else {
        tooLarge += 1
        return
      }
      addresses = UInt64(range.count)
    case .zoned: addresses = 1
    case .name: addresses = Limits.addressesOfName
    }
    entry.reserved = addresses * UInt64(ports.count)
    guard entry.reserved > 0 else { return }
    let (next, overflow) = nextBase.addingReportingOverflow(entry.reserved)
    guard !overflow, next <= LateTargets.firstBase else {
      tooLarge += 1
      return
    }
    nextBase = next
    count(spec)
    if expected != nil { checkAgain(&entry) } else { wait(entry) }
  }

  /// Counts the addresses that may be probed. A host has one for this.
  private mutating func count(_ spec: TargetSpec) {
    guard let left = addressesLeft else { return }
    var named: UInt128 = 1
    if case .addresses(let range) = spec.place {
      var held = LeftOut()
      named =
        range.count == 1
        ? (filter.allows(range.first) ? 1 : 0)
        : filter.allowed(of: AddressSet([range]), &held).count
    }
    hasTooManyAddresses = hasTooManyAddresses || named > left
    addressesLeft = left - min(left, named)
  }

  /// A spec that the earlier run had taken comes again: it waits where it was not finished.
  private mutating func checkAgain(_ entry: inout Waiting) {
    entry.isTaken = true
    read.take(entry.spec)
    if !done.contains(entry.interval) { wait(entry) }
    guard let expected, read.specs == expected.specs else { return }
    isAnotherStream = read != expected
    mark = read
    self.expected = nil
  }

  private mutating func wait(_ entry: Waiting) {
    if case .name(let name) = entry.spec.place {
      unresolved.append(name)
      names[name, default: WaitingName()].specs += 1
    }
    waiting.append(entry)
  }

  /// A name's addresses; none where a spec has its own, nil where the name is not resolved yet.
  private mutating func takeAddresses(of entry: Waiting) -> [IPAddress]? {
    guard case .name(let name) = entry.spec.place else { return [] }
    guard let known = names[name], let addresses = known.addresses else { return nil }
    names[name] = known.specs > 1 ? WaitingName(specs: known.specs - 1, addresses: addresses) : nil
    return addresses
  }

  /// Counts the addresses of a spec that the filter holds back; whether these are all it has.
  private mutating func holdsBack(_ entry: Waiting, _ addresses: [IPAddress]) -> Bool {
    switch entry.spec.place {
    case .addresses(let range): filter.holdsBack(range, at: entry.ports, &leftOut)
    case .zoned(let address, _):
      filter.holdsBack(AddressRange(address), at: entry.ports, &leftOut)
    case .name:
      addresses.count {
        filter.holdsBack(AddressRange($0), at: entry.ports, &leftOut)
      } == addresses.count
    }
  }

  /// The next target of the current spec; nil where it has none any more, or where all `passes`
  /// are used.
  private mutating func walk(_ passes: inout Int) -> Target? {
    while passes > 0, let step = current?.next() {
      if done.contains(step.position) {
        passes -= 1
      } else if let target = step.target, isWanted(target) {
        return target
      } else {
        passes -= 1
        pass(step.position)
      }
    }
    if passes > 0 { current = nil }
    return nil
  }

  private func isWanted(_ target: Target) -> Bool {
    shard.owns(target.address) && !filter.excluded.contains(target.address, port: target.port)
      && !filter.reserved.contains(target.address) && plan?.contains(target) != true
  }

  private mutating func pass(_ position: UInt64) {
    if let last = passed.last, last.last + 1 == position {
      passed[passed.count - 1].last = position
    } else {
      passed.append(.init(position, position))
    }
  }
}
