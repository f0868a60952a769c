import Bytes

/// All that the command line and its files ask to be probed, as it is read. Names are resolved
/// by whoever can ask the DNS; then `plan` says what there is to probe.
public struct TargetCollection: Sendable {
  /// A host name that was asked for.
  struct Name: Hashable, Sendable {
    var name: String
    var port: UInt16?
    var isNamed: Bool
  }

  /// An address with more to it than a number.
  struct Zoned: Hashable, Sendable {
    var address: IPAddress
    var zone: String
    var port: UInt16?
  }

  private(set) var ranges = RangeList()
  private(set) var rangesByPort: [UInt16: RangeList] = [:]
  private(set) var zoned: Set<Zoned> = []
  private(set) var askedNames: Set<Name> = []
  private var namedRanges: [AddressRange] = []

  /// The host names, each once, in the order in which they were read.
  public private(set) var names: [String] = []
  /// The addresses of the names that have any, in order. A resumed scan keeps to them.
  public private(set) var resolutions: [String: [IPAddress]] = [:]
  private var known: Set<String> = []

  public init() {}

  /// Adds what an argument or a line asks for. `isNamed` says that it stands on the command line
  /// itself: then it may name reserved addresses.
  public mutating func add(_ spec: TargetSpec, isNamed: Bool) {
    switch spec.place {
    case .addresses(let range):
      if let port = spec.port {
        rangesByPort[port, default: RangeList()].append(range)
      } else {
        ranges.append(range)
      }
      if isNamed { addNamed(range) }
    case .zoned(let address, let zone):
      zoned.insert(Zoned(address: address, zone: zone, port: spec.port))
      if isNamed { addNamed(AddressRange(address)) }
    case .name(let name):
      askedNames.insert(Name(name: name, port: spec.port, isNamed: isNamed))
      if known.insert(name).inserted { names.append(name) }
    }
  }

  /// Says which addresses a name has, in any order. A name that has none, or can't be resolved, is
  /// not probed.
  public mutating func resolved(_ name: String, to addresses: [IPAddress]) {
    let addresses = Set(addresses.map(\.unmapped)).sorted()
    resolutions[name] = addresses.isEmpty ? nil : addresses
  }

  /// What is asked for by each of these names alone, with the name's place among them; of those
  /// that were asked for.
  public func parts(_ late: [SavedScan.LateName]) -> [(number: Int, part: TargetCollection)] {
    let asked = late.isEmpty ? [:] : Dictionary(grouping: askedNames, by: \.name)
    return late.enumerated().compactMap { number, one in
      guard let names = asked[one.name] else { return nil }
      var part = TargetCollection()
      part.askedNames = Set(names)
      part.names = [one.name]
      part.resolved(one.name, to: one.addresses)
      return (number, part)
    }
  }

  /// The reserved addresses that were named.
  public var named: AddressSet {
    var ranges = namedRanges
    for name in askedNames where name.isNamed {
      for address in resolutions[name.name] ?? [] where Self.isReserved(AddressRange(address)) {
        ranges.append(AddressRange(address))
      }
    }
    return AddressSet(ranges)
  }

  private mutating func addNamed(_ range: AddressRange) {
    if Self.isReserved(range) { namedRanges.append(range) }
  }

  private static func isReserved(_ range: AddressRange) -> Bool {
    ReservedBlocks.addresses.contains(range)
  }

  /// What a file with these targets excludes: whole addresses, and where a port is named, that
  /// port of them.
  public var exclusions: Exclusions {
    var ranges: [UInt16?: [AddressRange]] = [:]
    for asked in zoned { ranges[asked.port, default: []].append(AddressRange(asked.address)) }
    for asked in askedNames {
      ranges[asked.port, default: []] += (resolutions[asked.name] ?? []).map { AddressRange($0) }
    }
    var exclusions = Exclusions()
    exclusions.addresses = self.ranges.set.union(AddressSet(ranges[nil] ?? []))
    exclusions.addressesByPort = rangesByPort.mapValues(\.set)
    for case (let port?, let ranges) in ranges {
      let set = exclusions.addressesByPort[port] ?? AddressSet()
      exclusions.addressesByPort[port] = set.union(AddressSet(ranges))
    }
    return exclusions
  }
}
