import Bytes

/// Who may connect: connections are counted in all, by address and by network, and the last places
/// are kept for addresses that were not seen before, so that a flood shuts nobody else out.
struct Admission: Sendable {
  enum Verdict: Equatable, Sendable {
    case admitted
    /// Why not.
    case refused(Gap.Reason)
  }

  private let limits: SensorLimits
  private let placesForKnown: Int
  private(set) var count = 0
  private var addresses: [IPAddress: Int] = [:]
  private var networks: [IPAddress: Int] = [:]
  private var seen: LatestTable<IPAddress, Void>

  /// What is remembered.
  enum Limits {
    /// Addresses that count as seen.
    static let seenMaximum = 200_000
  }

  init(_ limits: SensorLimits) {
    self.limits = limits
    placesForKnown = limits.connections - limits.connections * limits.roomForNew / 100
    seen = LatestTable(countMaximum: Limits.seenMaximum)
  }

  /// An address wants a connection. What is admitted has to leave.
  mutating func enter(_ address: IPAddress) -> Verdict {
    guard count < limits.connections else { return .refused(.connectionsLimit) }
    let (host, network) = (address.host, address.network)
    let ofHost = addresses[host, default: 0]
    let ofNetwork = networks[network, default: 0]
    if ofHost >= limits.connectionsPerAddress { return .refused(.addressLimit) }
    if ofNetwork >= limits.connectionsPerNetwork { return .refused(.networkLimit) }
    if count >= placesForKnown {
      // A network without end of new addresses is not new either.
      let isNew = ofHost == 0 && !seen.contains(host)
      guard isNew, ofNetwork <= limits.connectionsPerNetwork / 10 else {
        return .refused(.connectionsLimit)
      }
    }
    count += 1
    addresses[host] = ofHost + 1
    networks[network] = ofNetwork + 1
    seen.remember(host)
    return .admitted
  }

  mutating func leave(_ address: IPAddress) {
    count -= 1
    Self.take(address.host, from: &addresses)
    Self.take(address.network, from: &networks)
  }

  private static func take(_ key: IPAddress, from counts: inout [IPAddress: Int]) {
    guard let count = counts[key] else { return }
    counts[key] = count > 1 ? count - 1 : nil
  }
}
