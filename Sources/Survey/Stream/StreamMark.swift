import Bytes

/// How far a stream was taken, and a digest of what was.
public struct StreamMark: Hashable, Sendable {
  /// How many specs.
  var specs: UInt64 = 0
  /// Of all of them, in their order.
  var digest = Digest128(seed: 0x7374_7265)

  public init() {}

  public init(specs: UInt64, digest: Digest128) {
    self.specs = specs
    self.digest = digest
  }

  mutating func take(_ spec: TargetSpec) {
    specs += 1
    digest.add(UInt64(spec.port ?? 0))
    switch spec.place {
    case .addresses(let range):
      digest.add(range.first)
      digest.add(range.last)
    case .zoned(let address, let zone):
      digest.add(address)
      digest.add(zone)
    case .name(let name): digest.add(name)
    }
  }
}
