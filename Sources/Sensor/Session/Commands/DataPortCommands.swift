import Bytes
import FTPProtocol

/// PORT PASV (RFC 959 §4.1.2) EPRT EPSV (RFC 2428).
///
/// Nobody is connected to but the client itself, on a port from 1024 on (RFC 2577 §3): anything
/// else is refused and told of.
extension ServerSession {
  static let dataPortCommands: [CommandHandler] = [
    CommandHandler("PORT", .port, argument: .required) { $0.port() },
    CommandHandler("EPRT", .eprt, argument: .required) { $0.extendedPort() },
    CommandHandler("PASV", .pasv, argument: .none) { $0.passive() },
    CommandHandler("EPSV", .epsv) { $0.extendedPassive() },
  ]

  private var isRefusedAfterEPSVAll: Bool {
    chosen.isExtendedOnly && policy.data.refusedAfterEPSVAll.contains(request.line.verb)
  }

  private mutating func port() {
    if isRefusedAfterEPSVAll { return say(.afterEPSVAll) }
    guard let asked = request.argument.withSlice({ DataPort(portArgument: $0) }) else {
      return say(.portBad)
    }
    use(asked, words: (.portOK, .portRefused, .portPrivileged))
  }

  private mutating func extendedPort() {
    if isRefusedAfterEPSVAll { return say(.afterEPSVAll) }
    let asked = request.argument.withSlice { DataPort(eprtArgument: $0) }
    if policy.data.ownFamilyOnly, let family = askedFamily, family != self.family(of: setting.local)
    {
      if let asked { noteBounce(asked) }
      return say(.eprtFamily)
    }
    guard let asked else {
      return say(namesUnknownFamily ? .eprtFamily : .eprtBad)
    }
    use(asked, words: (.eprtOK, .eprtRefused, .eprtPrivileged))
  }

  /// Whether EPRT's argument begins with a family that is neither 1 nor 2 (RFC 2428 §2: 522).
  private var namesUnknownFamily: Bool { familyNumber != nil && askedFamily == nil }

  private var askedFamily: DataPort.Family? {
    familyNumber.flatMap { DataPort.Family(rawValue: $0) }
  }

  private var familyNumber: Int? {
    let argument = request.argument
    guard let delimiter = argument.first else { return nil }
    let parts = argument.split(separator: delimiter, omittingEmptySubsequences: false)
    return parts.count == 5 ? Array(parts[1]).withSlice { $0.integer } : nil
  }

  private mutating func use(
    _ asked: DataPort, words: (ok: Situation, refused: Situation, privileged: Situation)
  ) {
    dropSource()
    guard let address = asked.host.withSlice({ IPAddress($0) })?.unmapped else {
      return say(words.refused)
    }
    let isPeer = address == setting.peer.unmapped
    values.target = Array("\(address)".utf8)
    guard isPeer, asked.port >= 1024, policy.data.allowsActive else {
      noteBounce(asked)
      return say(asked.port < 1024 ? words.privileged : words.refused)
    }
    source = .active(port: asked.port)
    values.port = asked.port
    say(words.ok)
  }

  /// Tells of who asks for somebody else, or for a privileged port.
  private mutating func noteBounce(_ asked: DataPort) {
    guard let address = asked.host.withSlice({ IPAddress($0) })?.unmapped,
      address != setting.peer.unmapped || asked.port < 1024
    else { return }
    summary.bounces += 1
    let host = address.family == .v6 ? "[\(address)]" : "\(address)"
    actions.append(.observe(.bounce(target: "\(host):\(asked.port)")))
  }

  private mutating func passive() {
    if isRefusedAfterEPSVAll { return say(.afterEPSVAll) }
    listen(isExtended: false)
  }

  private mutating func extendedPassive() {
    let argument = request.argument.withSlice { $0.trimmed.copied }
    if argument.isEmpty { return listen(isExtended: true) }
    if argument.withSlice({ $0.equalsIgnoringCase("ALL") }) {
      chosen.isExtendedOnly = true
      return say(.epsvAll)
    }
    guard let family = argument.withSlice({ $0.integer }) else { return say(.epsvBad) }
    guard family == self.family(of: setting.peer).rawValue else { return say(.epsvFamily) }
    listen(isExtended: true)
  }

  private mutating func listen(isExtended: Bool) {
    source = .nowhere
    waiting = .port(request, isExtended: isExtended)
    answer.isDeferred = true
    answer.trailing.append(.listen)
  }

  private func family(of address: IPAddress) -> DataPort.Family {
    address.unmapped.family == .v4 ? .ipv4 : .ipv6
  }

  /// Gives up the port that is waited on.
  mutating func dropSource() {
    guard transfer == nil, source != .nowhere else { return }
    source = .nowhere
    answer.trailing.append(.dropData)
  }
}
