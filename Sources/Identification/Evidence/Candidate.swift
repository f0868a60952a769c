import Records

/// A product that a server may be, and the clues that agree on it.
public struct Candidate: Equatable, Sendable {
  /// The surest first.
  public let clues: [Clue]
  /// 0 to 1: that not all of the clues err, each being as likely to as its certainty says.
  public let certainty: Double

  init(_ clues: [Clue]) {
    self.clues = clues
    certainty = 1 - clues.reduce(1) { $0 * (1 - $1.certainty) }
  }

  /// Whether one of its clues is sure enough to name a product, and names one.
  var isSure: Bool {
    clues.contains { $0.certainty >= Identification.leastCertainty } && namesSomething
  }

  private var namesSomething: Bool {
    [productName, vendorName, self["service.family"], system, cpe?.text].contains { $0 != nil }
  }

  /// The clues put together, one list for each product. The surest clue begins a list; what
  /// agrees with one in it joins.
  static func all(of clues: [Clue]) -> [Candidate] {
    let surest = clues.enumerated().sorted {
      ($1.element.certainty, $0.offset) < ($0.element.certainty, $1.offset)
    }
    var lists: [[Clue]] = []
    for (_, clue) in surest {
      if let index = lists.firstIndex(where: { $0.contains { $0.agrees(with: clue) } }) {
        lists[index].append(clue)
      } else {
        lists.append([clue])
      }
    }
    return lists.map { Candidate($0) }.enumerated().sorted {
      ($1.element.certainty, $0.offset) < ($0.element.certainty, $1.offset)
    }.map(\.element)
  }

  /// A value of the surest clue that has it.
  public subscript(name: String) -> String? {
    clues.lazy.compactMap { $0[name] }.first
  }

  /// `ProFTPD 1.3.5`.
  public var name: String {
    [productName ?? self["service.family"] ?? clues[0].fingerprint, version]
      .compactMap { $0 }.joined(separator: " ")
  }

  /// The service's version; where no clue tells the service, that of the device's software.
  var version: String? {
    if let version = self["service.version"] { return version }
    return self["service.cpe23"] == nil ? self["os.version"] : nil
  }

  /// The service; else the system where vulnerability databases name that, else the device.
  private var productName: String? {
    if let service = self["service.product"] { return service }
    if self["os.cpe23"] != nil, let system = self["os.product"] { return system }
    let device = [self["hw.product"], self["hw.model"]].compactMap { $0 }.joined(separator: " ")
    return device.isEmpty ? self["hw.device"] ?? self["os.product"] : device
  }

  private var vendorName: String? {
    self["service.vendor"] ?? self["hw.vendor"] ?? self["os.vendor"]
  }

  /// The CPE name, with the version where one is known: a system's name has the system's.
  var cpe: CPEName? {
    guard let (kind, found) = clues.lazy.compactMap(\.cpeOfKind).first else { return nil }
    var cpe = found
    let component = self["\(kind).version"].map { CPEName.escaped($0) } ?? "*"
    if ["*", "-"].contains(cpe.version) { cpe.version = component }
    return cpe
  }

  /// What a record keeps of it.
  func product(certainty: Double) -> ServiceProduct {
    var product = ServiceProduct()
    product.vendor = vendorName
    product.product = productName
    product.version = version
    product.family = self["service.family"] ?? self["service.product"] ?? vendorName
    product.cpe23 = cpe?.text
    product.os = system
    product.certainty = (certainty * 100).rounded() / 100
    product.fingerprint = clues[0].fingerprint
    product.database = clues[0].database
    product.evidence = clues.map(\.source.rawValue).joined(separator: ", ")
    return product
  }

  /// `Debian Linux`, `Microsoft Windows Server 2019`.
  private var system: String? {
    guard let name = self["os.product"] ?? self["os.family"] else { return self["os.vendor"] }
    let vendor = self["os.vendor"].flatMap { name.contains($0) ? nil : $0 }
    let version = self["os.version"].flatMap { name.contains($0) ? nil : $0 }
    return [vendor, name, version].compactMap { $0 }.joined(separator: " ")
  }
}
