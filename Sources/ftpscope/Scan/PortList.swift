import Survey

/// Ports as `21,990,2121-2130`.
struct PortList {
  let ports: Set<UInt16>

  /// As it could be given.
  var text: String { ports.sorted().map { "\($0)" }.joined(separator: ",") }

  /// Throws what is wrong with it, as `Ports.list` does.
  init(_ text: String) throws { ports = try Ports.list(text) }
}
