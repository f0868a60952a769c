import Bytes

/// The way through one streamed spec, position by position.
struct StreamWalk {
  /// A position; no target where it was reserved for nothing.
  struct Step {
    var position: UInt64
    var target: Target?
  }

  private let entry: StreamedTargets.Waiting
  private let addresses: [IPAddress]
  private let ports: [UInt16]
  private let order: Permutation
  private var taken: UInt64 = 0

  init(_ entry: StreamedTargets.Waiting, _ addresses: [IPAddress], seed: UInt64) {
    self.entry = entry
    self.addresses = addresses
    ports = entry.ports
    order = Permutation(count: entry.reserved, seed: seed &+ entry.base)
  }

  mutating func next() -> Step? {
    guard taken < entry.reserved else { return nil }
    defer { taken += 1 }
    let position = entry.base + taken
    let (number, port) = order[taken].quotientAndRemainder(dividingBy: UInt64(ports.count))
    var target = Target(
      position: position, address: IPAddress(v4: 0), port: ports[Int(port)])
    switch entry.spec.place {
    case .addresses(let range):
      target.address =
        range.first.family == .v4
        ? IPAddress(v4: UInt32(range.first.value + UInt128(number)))
        : IPAddress(v6: range.first.value + UInt128(number))
    case .zoned(let address, let zone):
      target.address = address
      target.zone = zone
    case .name(let name):
      guard number < addresses.count else { return Step(position: position, target: nil) }
      target.address = addresses[Int(number)]
      target.hostname = name
    }
    return Step(position: position, target: target)
  }
}
