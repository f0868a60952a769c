import Bytes
import Logging
import Synchronization

/// What a sensor's loops share.
final class SensorShared: Sendable {
  let settings: SensorSettings
  let log: EventLog
  let quarantine: Quarantine?
  let sessionLog: IISLogWriter?
  let counters = SensorCounters()
  let backDoorGuests = BackDoorGuests()
  let logger: Logger
  /// What differs between a sensor's runs.
  let run: UInt64
  private let admission: Mutex<Admission>
  private let refusedLogins: Mutex<RecentCounts<Int>>
  private let bandwidth: Mutex<TokenBucket>?
  private let passivePorts: Mutex<PassivePorts>
  private let roles: Mutex<[ListenerRole]>
  private let refused = Mutex<[Gap.Reason: (count: Int, since: Timestamp)]>([:])
  /// Since when there have been no descriptors, and when that was seen last; nil while there are.
  private let shortage = Mutex<(since: Timestamp, last: Timestamp)?>(nil)
  private let sessions = Atomic<UInt64>(0)

  init(
    _ settings: SensorSettings, roles: [ListenerRole], log: EventLog, quarantine: Quarantine?,
    sessionLog: IISLogWriter?, logger: Logger, run: UInt64
  ) {
    self.settings = settings
    self.log = log
    self.quarantine = quarantine
    self.sessionLog = sessionLog
    self.logger = logger
    self.run = run
    self.roles = Mutex(roles)
    admission = Mutex(Admission(settings.limits))
    refusedLogins = Mutex(RecentCounts(countMaximum: Limits.addressesMaximum, zero: 0))
    bandwidth = settings.limits.bandwidthTotal.map {
      Mutex(TokenBucket(rate: $0, now: uptimeMilliseconds()))
    }
    passivePorts = Mutex(PassivePorts(settings.passivePorts))
  }

  private enum Limits {
    /// After so long without a failure there are descriptors again; tries come more often.
    static let shortageMilliseconds: Int64 = 1000
    /// Addresses whose refused logins are counted.
    static let addressesMaximum = 100_000
  }

  /// The next session's number.
  func nextSession() -> UInt64 { sessions.add(1, ordering: .relaxed).newValue }

  func role(_ index: Int) -> ListenerRole { roles.withLock { $0[index] } }

  func replace(_ roles: [ListenerRole]) { self.roles.withLock { $0 = roles } }

  // MARK: Who may connect

  /// Whether an address may connect; what may has to `leave`.
  func enter(_ address: IPAddress) -> Bool {
    switch admission.withLock({ $0.enter(address) }) {
    case .admitted: return true
    case .refused(let reason):
      turnedAway(reason)
      return false
    }
  }

  func leave(_ address: IPAddress) { admission.withLock { $0.leave(address) } }

  var connectionCount: Int { admission.withLock { $0.count } }

  /// Notes that a connection was not taken.
  func turnedAway(_ reason: Gap.Reason) {
    counters.refused.add(1, ordering: .relaxed)
    let now = Timestamp.now
    refused.withLock { refused in
      let before = refused[reason]
      refused[reason] = ((before?.count ?? 0) + 1, before?.since ?? now)
    }
  }

  /// Notes that the system had no descriptor for a connection, which waits for one.
  func ranShort() {
    let now = Timestamp.now
    let isNew = shortage.withLock { shortage in
      defer { shortage = (shortage?.since ?? now, now) }
      return shortage == nil
    }
    if isNew { logger.warning("there are no more descriptors (ulimit -n): connections wait") }
  }

  /// What was not taken since the last call. A time without descriptors is one gap, when it is over
  /// or the sensor `stops`; nobody knows who gave up meanwhile.
  func takeRefused(stops: Bool) -> [Gap] {
    let gaps = refused.withLock { refused in
      defer { refused = [:] }
      return refused.map { reason, all in
        Gap(reason: reason, lost: .connections, count: all.count, from: all.since)
      }
    }
    let over = Timestamp.now.adding(milliseconds: -Limits.shortageMilliseconds)
    let since = shortage.withLock { shortage -> Timestamp? in
      guard let found = shortage, stops || found.last < over else { return nil }
      shortage = nil
      return found.since
    }
    guard let since else { return gaps }
    return gaps + [Gap(reason: .descriptors, lost: .connections, count: nil, from: since)]
  }

  // MARK: Logins

  /// The rule for a session that begins.
  func loginRule(for address: IPAddress, at time: Timestamp) -> LoginRule {
    guard case .after(let wanted) = settings.login else { return settings.login }
    let refused = refusedLogins.withLock { $0.change(address.host, on: time.day) { $0 } }
    return .after(max(0, wanted - refused))
  }

  func loginRefused(_ address: IPAddress, at time: Timestamp) {
    guard case .after = settings.login else { return }
    refusedLogins.withLock { $0.change(address.host, on: time.day) { $0 += 1 } }
  }

  // MARK: Data connections

  /// Takes bytes out of what all may move in a second; gives the milliseconds to wait.
  func takeBandwidth(_ count: Int, now: Int64) -> Int {
    bandwidth?.withLock { $0.take(count, now: now) } ?? 0
  }

  func takePassivePort(for address: IPAddress) -> UInt16? {
    passivePorts.withLock { $0.take(for: address) }
  }

  func returnPassivePort(_ port: UInt16, of address: IPAddress) {
    passivePorts.withLock { $0.give(port, of: address) }
  }
}
