import Records
import Store

/// Whether things got better since an earlier survey, and by which rule.
public struct SurveyChange: Sendable {
  /// Whether more shares fell than rose, fewer, or neither.
  enum Direction: String, Sendable {
    case better, worse, stuck
  }

  /// Which services are compared.
  enum Basis: String, Sendable {
    /// All that each survey found: they are of the same networks.
    case all
    /// The same, by their shares alone: in large surveys addresses change hands.
    case shares
    /// Those that both found: one survey asked much that the other did not.
    case both
  }

  /// What a survey says of some services.
  struct Side: Equatable, Sendable {
    var services = 0
    var withoutTLS = 0
    var passwordsInClear = 0
    var vulnerable = 0
  }

  /// One thing that is compared.
  public struct Part: Equatable, Sendable {
    /// Which services, in words.
    public var words: String
    /// How many the earlier survey had.
    public var before: Int
    /// Of how many services.
    var servicesBefore: Int
    /// How many this one has.
    public var now: Int
    /// Of how many services.
    var servicesNow: Int

    /// Which way the share went: -1, 1, or 0 where it moved by less than a percentage point. In
    /// whole numbers: a point is not to be lost by rounding.
    private var courseOfShare: Int {
      let (sizeBefore, sizeNow) = (Int128(max(1, servicesBefore)), Int128(max(1, servicesNow)))
      let rise = Int128(now) * sizeBefore - Int128(before) * sizeNow
      return rise.magnitude * 100 >= (sizeBefore * sizeNow).magnitude ? Int(rise.signum()) : 0
    }

    /// Which way it went: -1, 0 or 1. The number has to have gone there with the share, else more
    /// services that are in order would hide as many as before that are not.
    func course(_ basis: Basis) -> Int {
      let ofShare = courseOfShare
      return basis == .shares || (now - before).signum() == ofShare ? ofShare : 0
    }
  }

  /// The part of either survey's services that both have to have found to be of the same networks.
  private static let sameShare = 0.75
  /// The part in surveys of so many services, whose addresses change hands, and by how much the
  /// smaller one may be smaller.
  private static let largeShare = 0.1
  private static let largeServices = 10_000
  private static let largeSize = 0.75
  /// The parts of the smaller and of the larger survey's services that both have to have found to
  /// compare these alone.
  private static let bothOfSmaller = 0.5
  private static let bothOfLarger = 0.1
  /// Services of the smaller survey up to which those that both found are counted.
  static let bothMaximum = 200_000

  /// Whether more fell than rose, fewer, or neither; nil where the surveys can't be compared.
  let direction: Direction?
  /// Which services are compared; nil where the surveys can't be.
  let basis: Basis?
  /// What was compared.
  public let parts: [Part]
  /// Services of the earlier survey.
  let servicesBefore: Int
  /// Services of this survey.
  let servicesNow: Int
  /// Services that both surveys found.
  let shared: Int
  /// The figures and the rule, in sentences.
  public let why: String

  /// Nil where either survey has no service.
  ///
  /// - Parameter both: what each survey says of those that both found; asked for where needed.
  init?(
    now: Side, before: Side, shared: Int, both: () throws -> (before: Side, now: Side)
  ) rethrows {
    guard now.services > 0, before.services > 0 else { return nil }
    (servicesBefore, servicesNow, self.shared) = (before.services, now.services, shared)
    basis = Self.basis(before.services, now.services, shared)
    let compared: (before: Side, now: Side)? =
      switch basis {
      case .all, .shares: (before, now)
      case .both: try both()
      case nil: nil
      }
    let sizes =
      "\(Figures.count(before.services, "service")) then, \(Figures.grouped(now.services)) now, "
      + "\(Figures.grouped(shared)) of them in both surveys"
    guard let basis, let compared else {
      (direction, parts) = (nil, [])
      why = Self.refusal(sizes, before.services, now.services)
      return
    }
    parts = Self.parts(compared.before, compared.now)
    let course = parts.reduce(0) { $0 + $1.course(basis) }
    direction = course < 0 ? .better : course > 0 ? .worse : .stuck
    let shares = parts.map { part in
      "\(part.words): \(Figures.grouped(part.before)) "
        + "(\(Figures.percent(part.before, of: part.servicesBefore))) then, "
        + "\(Figures.grouped(part.now)) (\(Figures.percent(part.now, of: part.servicesNow))) now"
    }
    let alone = basis == .both ? Self.alone(now, compared.now) : ""
    why =
      "Compared are \(Self.words(basis)): \(sizes). "
      + Figures.sentence(shares.joined(separator: "; "))
      + ".\(alone) The rule: \(Self.rule(basis)); better where more of the three fell than rose, "
      + "worse where more rose, else stuck."
  }

  /// Nil where the surveys have too little in common.
  private static func basis(_ before: Int, _ now: Int, _ shared: Int) -> Basis? {
    let (smaller, larger) = (Double(min(before, now)), Double(max(before, now)))
    let inBoth = Double(shared)
    if inBoth >= larger * sameShare { return .all }
    if smaller >= Double(largeServices), smaller >= larger * largeSize,
      inBoth >= larger * largeShare
    {
      return .shares
    }
    let canBeCounted = min(before, now) <= bothMaximum
    return inBoth >= smaller * bothOfSmaller && inBoth >= larger * bothOfLarger && canBeCounted
      ? .both : nil
  }

  private static func words(_ basis: Basis) -> String {
    switch basis {
    case .all: "all services of both surveys"
    case .shares:
      "the shares of all services, for in surveys so large addresses change hands"
    case .both:
      "only the services that both surveys found, for the others are of one of them alone"
    }
  }

  /// What there is to say of the services that only this survey found.
  private static func alone(_ now: Side, _ both: Side) -> String {
    let count = now.services - both.services
    guard count > 0 else { return "" }
    let clear = now.passwordsInClear - both.passwordsInClear
    return " Of \(Figures.count(count, "service")) that only this survey found, "
      + "\(Figures.grouped(clear)) \(clear == 1 ? "takes" : "take") passwords in clear."
  }

  private static func rule(_ basis: Basis) -> String {
    basis == .shares
      ? "a share has changed when it moved by a percentage point or more"
      : "a figure has changed when the number and the share went the same way, the share by a "
        + "percentage point or more"
  }

  private static func refusal(_ sizes: String, _ before: Int, _ now: Int) -> String {
    let isLarge = min(before, now) > bothMaximum
    return "\(sizes): "
      + (isLarge
        ? "they are too different to be compared by their shares, and too large to be compared "
          + "service by service. "
        : "too few to tell what got better from what was asked this time and not that time. ")
      + "The rule: three quarters of either survey’s services have to be in both, or half of the "
      + "smaller one’s and a tenth of the larger one’s."
  }

  private static func parts(_ before: Side, _ now: Side) -> [Part] {
    let compared: [(String, KeyPath<Side, Int>)] = [
      ("services without TLS", \.withoutTLS),
      ("services that take passwords in clear", \.passwordsInClear),
      ("services with a confirmed vulnerability", \.vulnerable),
    ]
    return compared.map { words, count in
      Part(
        words: words, before: before[keyPath: count], servicesBefore: before.services,
        now: now[keyPath: count], servicesNow: now.services)
    }
  }
}

extension SurveyChange {
  /// Asks a store about two surveys. Nil where either has no service. Throws `StoreProblem`.
  init?(
    _ store: any RecordStore, _ survey: String, _ earlier: String, _ now: ServiceFindings?
  ) throws {
    guard let now, let before = try ServiceFindings(store, earlier) else { return nil }
    try self.init(
      now: Side(now), before: Side(before), shared: try store.shared(survey, earlier)
    ) {
      // The one with fewer services is gone through.
      let isSmaller = now.services <= before.services
      let (one, other) = isSmaller ? (survey, earlier) : (earlier, survey)
      var (ofOne, ofOther) = (Side(), Side())
      for pair in try store.sharedUrgencies(one, other) {
        ofOne.add(pair.in, pair.count)
        ofOther.add(pair.inOther, pair.count)
      }
      return isSmaller ? (before: ofOther, now: ofOne) : (before: ofOne, now: ofOther)
    }
  }
}

extension SurveyChange.Side {
  fileprivate init(_ found: ServiceFindings) {
    services = found.services
    withoutTLS = found.faults[.noTLS, default: 0]
    passwordsInClear = found.faults[.passwordsInClear, default: 0]
    vulnerable = found.vulnerable[.confirmed, default: 0]
  }

  fileprivate mutating func add(_ urgency: ServiceUrgency, _ count: Int) {
    services += count
    if urgency.has(.fault(.noTLS)) { withoutTLS += count }
    if urgency.has(.fault(.passwordsInClear)) { passwordsInClear += count }
    if urgency.has(.fault(.vulnerable)) { vulnerable += count }
  }
}
