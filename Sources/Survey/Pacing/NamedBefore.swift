/// What a stream has named lately: what it names again is not asked again.
///
/// The memory is for so many specs, and what was named before them is forgotten. What is new
/// depends on the stream alone, so that a stream that is read again gives the same.
struct NamedBefore {
  /// So many are remembered at least, and twice as many at most.
  static let specsMaximum = 32_768

  private var recent: Set<TargetSpec> = []
  private var older: Set<TargetSpec> = []
  /// Whether a spec had a port of its own.
  private var hasPorts = false

  /// The ports that a spec asks for and none before it did, of the place as it is written; `ports`
  /// are those of a spec that gives none.
  mutating func newPorts(of spec: TargetSpec, _ ports: [UInt16]) -> [UInt16] {
    guard !isKnown(spec) else { return [] }
    var new = spec.port.map { [$0] } ?? ports
    if spec.port == nil {
      if hasPorts { new.removeAll { isKnown(TargetSpec(spec.place, port: $0)) } }
    } else {
      hasPorts = true
      if isKnown(TargetSpec(spec.place)) { new.removeAll { ports.contains($0) } }
    }
    remember(spec)
    return new
  }

  private func isKnown(_ spec: TargetSpec) -> Bool {
    recent.contains(spec) || older.contains(spec)
  }

  private mutating func remember(_ spec: TargetSpec) {
    if recent.count >= Self.specsMaximum {
      older = recent
      recent = []
    }
    recent.insert(spec)
  }
}
