import ArgumentParser
import Survey

/// Ports as `21,990,2121-2130`.
struct PortList: ExpressibleByArgument {
  let ports: Set<UInt16>

  /// As it could be given.
  var text: String { ports.sorted().map { "\($0)" }.joined(separator: ",") }

  init?(argument: String) {
    guard let ports = try? Ports.list(argument) else { return nil }
    self.ports = ports
  }
}
