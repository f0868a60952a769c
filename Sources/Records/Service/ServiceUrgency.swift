/// What is wrong with a service as a number, by which services are put in order: a bit for each
/// thing, the worst one's the highest, so that the worst one decides, then the next. Stores keep
/// the number: another order, or a thing more, wants a migration of theirs.
public struct ServiceUrgency: Comparable, Hashable, Sendable {
  /// One thing that is wrong.
  public enum Reason: Hashable, Sendable {
    /// Attackers can run programs without a login, as an advisory says that is confirmed.
    case remoteCode
    /// An advisory is confirmed that is known to be exploited.
    case exploited
    case fault(ServiceFault)
  }

  /// The worst first.
  static let order: [Reason] =
    [.remoteCode, .exploited] + ServiceFault.allCases.map(Reason.fault)

  /// 0 where nothing is wrong.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// Whether a thing is wrong.
  public func has(_ reason: Reason) -> Bool { number & Self.bit(reason) != 0 }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  fileprivate init(_ reasons: [Reason]) {
    number = reasons.reduce(0) { $0 | Self.bit($1) }
  }

  private static func bit(_ reason: Reason) -> Int {
    order.firstIndex(of: reason).map { 1 << (order.count - 1 - $0) } ?? 0
  }
}

extension ServiceRecord {
  /// What is wrong with the service, as far as it is known. What is no FTP service has nothing.
  public var urgency: ServiceUrgency {
    guard isFTPService else { return ServiceUrgency(number: 0) }
    var reasons = faults.map(ServiceUrgency.Reason.fault)
    let confirmed = advisories.filter { $0.certainty == .confirmed }
    if confirmed.contains(where: { $0.isKnownExploited == true }) { reasons.append(.exploited) }
    if confirmed.contains(where: \.isRemoteCode) { reasons.append(.remoteCode) }
    return ServiceUrgency(reasons)
  }
}
