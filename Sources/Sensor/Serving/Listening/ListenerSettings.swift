import Bytes

/// Where a sensor listens, and as whom: `--listen ADDRESS:PORT[=MODE][,persona=NAME]`.
public struct ListenerSettings: Equatable, Sendable {
  /// Where it listens.
  public var address: IPAddress
  /// 0: a port that the system chooses.
  public var port: UInt16
  /// How TLS comes about.
  public var mode: ListenerMode
  /// Nil: the sensor's persona.
  public var persona: String?

  init(address: IPAddress, port: UInt16, mode: ListenerMode) {
    self.address = address
    self.port = port
    self.mode = mode
  }

  /// Where nothing is said.
  public static let usual = [
    ListenerSettings(address: IPAddress(v6: 0), port: 21, mode: .explicit),
    ListenerSettings(address: IPAddress(v6: 0), port: 990, mode: .implicit),
  ]

  /// Reads `192.0.2.1:21`, `[2001:db8::1]:990=implicit`, `*:2121=explicit,persona=iis-10` (`*` is
  /// every address, IPv4 and IPv6; port 990 is implicit where nothing is said). Throws
  /// `SensorProblem`.
  public init(_ text: String) throws(SensorProblem) {
    let end = text.firstIndex { $0 == "=" || $0 == "," } ?? text.endIndex
    let place = try ListeningPlace(
      String(text[..<end]), form: "ADDRESS:PORT[=explicit|implicit|clear][,persona=NAME]")
    self.init(
      address: place.address, port: place.port, mode: place.port == 990 ? .implicit : .explicit)
    guard end < text.endIndex else { return }
    let words = text[text.index(after: end)...]
    for word in words.split(separator: ",", omittingEmptySubsequences: false) {
      if let mode = ListenerMode(rawValue: String(word)) {
        self.mode = mode
      } else if word.hasPrefix("persona="), word.count > 8 {
        persona = String(word.dropFirst(8))
      } else {
        throw SensorProblem("'\(text)': '\(word)' is no explicit, implicit, clear or persona=NAME")
      }
    }
  }

  /// Where it listens.
  public var place: ListeningPlace { ListeningPlace(address: address, port: port) }

  public var description: String {
    "\(place.description)=\(mode.rawValue)"
  }
}
