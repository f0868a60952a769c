import Bytes

/// What a stream has named lately: what it names again is not asked again.
///
/// The memory is for so many specs, and what was named before them is forgotten. What is new
/// depends on the stream alone, so that a stream that is read again gives the same.
struct NamedBefore {
  /// So many are remembered at least, and twice as many at most.
  static let specsMaximum = 32_768

  private var known = LatestTable<TargetSpec, Void>(countMaximum: 2 * specsMaximum)
  /// Whether a spec had a port of its own.
  private var hasPorts = false

  /// The ports that a spec asks for and none before it did, of the place as it is written; `ports`
  /// are those of a spec that gives none.
  mutating func newPorts(of spec: TargetSpec, _ ports: [UInt16]) -> [UInt16] {
    guard !known.contains(spec) else { return [] }
    var new = spec.port.map { [$0] } ?? ports
    if spec.port == nil {
      if hasPorts { new.removeAll { known.contains(TargetSpec(spec.place, port: $0)) } }
    } else {
      hasPorts = true
      if known.contains(TargetSpec(spec.place)) { new.removeAll { ports.contains($0) } }
    }
    known.remember(spec)
    return new
  }
}
