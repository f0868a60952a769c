import Records

/// What a scan found, counted. Takes records one by one; grows with what is told apart, with what
/// was found by name and with the rows that are kept, not with the scan.
///
/// An address and port counts once, by however many names it was found: with the faults that it has
/// by any of them, and otherwise as it was found first.
public struct ServiceTally: Sendable {
  /// All addresses and ports, services or not.
  public private(set) var records = 0
  /// FTP services; all counts below but `statuses` and `foreign` are of these.
  public private(set) var services = 0
  /// Services with a fault.
  private(set) var toMend = 0
  /// Services without a fault, of which all is known that would show one of the first rank.
  private(set) var inOrder = 0
  /// Services that showed a certificate, and those whose certificate has a fault.
  private(set) var certificates = (shown: 0, atFault: 0)
  /// All addresses and ports by how they ended, those that are not FTP included.
  public private(set) var statuses: [ServiceRecord.Status: Int] = [:]
  /// How TLS is reached; nil: not known.
  private(set) var modes: [ServiceRecord.Mode?: Int] = [:]
  /// Whether USER is taken before TLS.
  public private(set) var loginInClear: [ServiceRecord.LoginInClear: Int] = [:]
  /// Of services that were asked.
  public private(set) var anonymous: [ServiceRecord.Anonymous: Int] = [:]
  /// Whether files can be protected.
  private(set) var dataProtection: [ServiceRecord.DataProtection: Int] = [:]
  /// Services with each fault; a service may have several.
  public private(set) var faults: [ServiceFault: Int] = [:]
  /// What software the services are.
  private(set) var products = ProductTally()
  /// The versions that were agreed.
  private(set) var tlsVersions = Census()
  /// The families of the ciphers that were agreed.
  private(set) var ciphers: [CipherFamily: Int] = [:]
  /// What those are that are not FTP, as far as that is known.
  private(set) var foreign = Census()

  /// Whether the scan was stopped before its end: what is missing here may be there.
  public var isStopped = false

  private(set) var ages: [TLSAge: Int] = [:]
  /// Of services whose versions were listed, the oldest that each accepts.
  private(set) var oldestAges: [TLSAge: Int] = [:]
  private let rowsMaximum: Int
  private var rows: [RankedService] = []
  private var named: [Place: Counted] = [:]

  private struct Place: Hashable {
    var ip: String
    var port: Int
  }

  /// As what an address and port that has a name was counted.
  private struct Counted {
    var status: ServiceRecord.Status
    var isService: Bool
    var isJudged: Bool
    var faults: Set<ServiceFault>
    var showsCertificate: Bool

    init(_ record: ServiceRecord, _ faults: [ServiceFault]) {
      status = record.status
      isService = record.isFTPService
      isJudged = record.isJudged
      self.faults = Set(faults)
      showsCertificate = record.tls?.certificate != nil
    }
  }

  /// - Parameter rowsMaximum: how many records to keep for a list, the worst ones.
  public init(rowsMaximum: Int) {
    self.rowsMaximum = max(0, rowsMaximum)
  }

  /// Services without a fault of which not all is known.
  var undetermined: Int { services - toMend - inOrder }

  /// Addresses and ports of what speaks something else than FTP.
  var notFTP: Int { statuses[.notFTP, default: 0] }

  /// Addresses and ports that told nothing.
  var silent: Int { records - services - notFTP }

  /// The records that were kept, the worst first; in what order they came does not matter.
  var ranked: [ServiceRecord] { rows.sorted().prefix(rowsMaximum).map(\.record) }

  /// Counts a record.
  public mutating func add(_ record: ServiceRecord) {
    let faults = record.faults
    let place = record.hostname.map { _ in Place(ip: record.ip, port: record.port) }
    if let place, let before = named[place] {
      named[place] = add(record, faults, countedAs: before)
    } else {
      if let place { named[place] = Counted(record, faults) }
      addFirst(record, faults)
    }
    guard rowsMaximum > 0 else { return }
    rows.append(RankedService(record))
    // Room for twice as many: then sorting costs little a record.
    guard rows.count / 2 >= rowsMaximum else { return }
    rows.sort()
    rows.removeLast(rows.count - rowsMaximum)
  }

  private mutating func addFirst(_ record: ServiceRecord, _ faults: [ServiceFault]) {
    records += 1
    statuses[record.status, default: 0] += 1
    if record.status == .notFTP, let name = record.foreign { foreign.add(name) }
    if record.isFTPService { addService(record, faults) }
  }

  /// Counts what a further name adds to an address and port.
  private mutating func add(
    _ record: ServiceRecord, _ faults: [ServiceFault], countedAs before: Counted
  ) -> Counted {
    guard record.isFTPService else { return before }
    var now = Counted(record, faults)
    guard before.isService else {
      records -= 1
      statuses[before.status, default: 0] -= 1
      addFirst(record, faults)
      return now
    }
    for fault in now.faults.subtracting(before.faults) { self.faults[fault, default: 0] += 1 }
    now.status = before.status
    now.isJudged = now.isJudged || before.isJudged
    now.showsCertificate = now.showsCertificate || before.showsCertificate
    now.faults.formUnion(before.faults)
    count(before, -1)
    count(now, 1)
    return now
  }

  private mutating func count(_ service: Counted, _ number: Int) {
    if !service.faults.isEmpty {
      toMend += number
    } else if service.isJudged {
      inOrder += number
    }
    guard service.showsCertificate else { return }
    certificates.shown += number
    if service.faults.contains(where: \.isOfCertificate) { certificates.atFault += number }
  }

  private mutating func addService(_ record: ServiceRecord, _ faults: [ServiceFault]) {
    services += 1
    products.add(record)
    count(Counted(record, faults), 1)
    for fault in faults { self.faults[fault, default: 0] += 1 }
    modes[record.mode, default: 0] += 1
    loginInClear[record.loginInClear, default: 0] += 1
    if let anonymous = record.anonymous { self.anonymous[anonymous, default: 0] += 1 }
    dataProtection[record.dataProtection, default: 0] += 1
    if let oldest = record.acceptedTLS?.last {
      oldestAges[TLSAge(version: oldest.version), default: 0] += 1
    }
    guard let tls = record.tls else { return }
    tlsVersions.add(tls.version)
    ages[TLSAge(version: tls.version), default: 0] += 1
    ciphers[CipherFamily(tls.cipher), default: 0] += 1
  }
}
