import Bytes

/// An address and a port to listen on, as they are written: `192.0.2.1:21`, `[2001:db8::1]:990`;
/// `*` is every address, IPv4 and IPv6.
public struct ListeningPlace: Equatable, Sendable {
  /// Where it listens.
  public var address: IPAddress
  /// 0: a port that the system chooses.
  public var port: UInt16

  public init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Throws `SensorProblem`, which says what `form` was to be written.
  public init(_ text: String, form: String = "ADDRESS:PORT") throws(SensorProblem) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { throw SensorProblem("'\(text)' is no \(form)") }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard let address = host == "*" ? IPAddress(v6: 0) : IPAddress(host) else {
      throw SensorProblem("'\(text)': '\(host)' is no address; '*' is every address")
    }
    self.address = address.unmapped
    self.port = port
  }

  public var description: String {
    address.family == .v6 ? "[\(address)]:\(port)" : "\(address):\(port)"
  }
}
