import ArgumentParser

/// Ports as `21,990,2121-2130`.
struct PortList: ExpressibleByArgument {
  let ports: Set<UInt16>

  /// As it could be given.
  var text: String { ports.sorted().map { "\($0)" }.joined(separator: ",") }

  init?(argument: String) {
    var ports: Set<UInt16> = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        first > 0, first <= last
      else { return nil }
      ports.formUnion(first...last)
    }
    self.ports = ports
  }
}
