import Records

extension FactList {
  mutating func add(_ record: ServiceRecord) {
    add(.status, record.status.rawValue)
    if record.status == .notFTP { add(.foreign, record.foreign) }
    guard record.isFTPService else { return }
    add(.mode, record.mode?.rawValue)
    add(.loginInClear, record.loginInClear.rawValue)
    if let anonymous = record.anonymous { add(.anonymous, anonymous.rawValue) }
    add(.dataProtection, record.dataProtection.rawValue)
    let faults = record.faults
    for fault in faults { add(.fault, fault.rawValue) }
    add(.state, !faults.isEmpty ? "to_mend" : record.isJudged ? "in_order" : "undetermined")
    if let tls = record.tls { add(tls, faults) }
    addProduct(of: record, faults)
    add(record.place, faults, record.advisories.surest)
  }

  private mutating func add(_ tls: TLSDescription, _ faults: [ServiceFault]) {
    add(.tlsVersion, tls.version)
    add(.cipher, CipherFamily(tls.cipher).rawValue)
    guard tls.certificate != nil else { return }
    add(.certificate, "shown")
    add(.certificate, faults.contains(where: \.isOfCertificate) ? "at_fault" : "sound")
  }

  private mutating func addProduct(of record: ServiceRecord, _ faults: [ServiceFault]) {
    if let product = record.product, let name = product.family ?? product.product {
      add(.family, name)
      add(.product, product.product ?? name)
      add(.version, name, product.version)
      if let cpe = product.cpe23.flatMap({ CPEName($0) }) {
        add(.software, "\(cpe.vendor):\(cpe.product)", product.version)
      }
      for fault in faults { add(.familyFault, name, fault.rawValue) }
    }
    for advisory in record.advisories {
      add(.advisory, advisory.id, advisory.certainty.rawValue)
      add(.advisoryImpact, advisory.id, advisory.impactInWhole)
    }
    if let surest = record.advisories.surest { add(.vulnerable, surest.rawValue) }
    let exploited = record.advisories.filter { $0.isKnownExploited == true }
    if let surest = exploited.surest { add(.exploited, surest.rawValue) }
    for advisory in exploited {
      add(.exploitedAdvisory, advisory.id, advisory.certainty.rawValue)
    }
    let family = record.product.flatMap { $0.family ?? $0.product }
    for (impact, those) in Dictionary(grouping: record.advisories, by: \.impactInWhole) {
      guard let surest = those.surest else { continue }
      add(.impact, impact, surest.rawValue)
      if surest == .confirmed, let family { add(.impactFamily, impact, family) }
    }
  }

  /// What the place of an FTP service says.
  init(placeOf service: PlacedService) {
    self.init()
    add(service.place, service.faults, service.surest)
  }

  private mutating func add(
    _ place: ServicePlace?, _ faults: [ServiceFault], _ surest: ServiceAdvisory.Certainty?
  ) {
    guard let place else { return }
    if let country = place.country { add(.country, country.uppercased()) }
    if let number = place.asn { add(.network, "AS\(number)", place.network) }
    guard let cloud = place.cloud else { return }
    add(.cloud, cloud)
    for fault in faults { add(.cloudFault, cloud, fault.rawValue) }
    if let surest { add(.cloudVulnerable, cloud, surest.rawValue) }
  }
}

extension [ServiceAdvisory] {
  /// The surest that is said of any of them; nil where there is none.
  var surest: ServiceAdvisory.Certainty? { map(\.certainty).surest }
}

extension [ServiceAdvisory.Certainty] {
  /// The surest of them.
  var surest: ServiceAdvisory.Certainty? { self.min { $0.rank < $1.rank } }
}
