import ArgumentParser
import Bytes
import Sensor

/// Where a sensor listens, as whom, and what it lets in.
struct SensorServingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Listen there, repeatable (default: *:21=explicit and *:990=implicit).",
      valueName: "address:port[=explicit|implicit|clear][,persona=name]"))
  var listen: [String] = []

  @Option(
    help: ArgumentHelp(
      "The server to imitate: \(EmbeddedPersonas.names.joined(separator: ", ")); or a file "
        + "(default: vsftpd-3.0.3; plain with --folder)."))
  var persona: String?

  @Option(
    help: "Signatures of attacks, besides those that are known: a file of lines with tabs.",
    completion: .file())
  var signatures: String?

  @Option(
    help: "Which logins are let in: none, any, after:N refused ones, file:PATH of user:password.")
  var login = "after:3"

  @Option(help: "Serve a real folder, without leaving it.", completion: .directory)
  var folder: String?

  @Option(help: "Files to show as bait beside those made up.", completion: .directory)
  var bait: String?

  @Option(help: "What the made-up files depend on: a number (default: made at first start).")
  var seed: UInt64?

  @Option(help: "Ports for data connections: 50000-50999 (default: any free one).")
  var passivePorts: String?

  @Option(help: "The address that replies to PASV name, behind NAT.")
  var publicAddress: String?

  @Option(
    help: ArgumentHelp(
      "The port that a :) in a user's name opens where the persona is vsftpd 2.3.4; none: no port.",
      valueName: "port|none"))
  var backDoorPort = "6200"

  @Flag(help: "Allow active mode: connect to the client's own address and an unprivileged port.")
  var active = false

  @Option(help: "The certificate, with its chain, in PEM (default: made).", completion: .file())
  var certificate: String?

  @Option(help: "The certificate's private key, in PEM.", completion: .file())
  var key: String?

  @Flag(help: "Ask clients for a certificate; they may have none.")
  var clientCertificates = false

  @Option(
    help: "Become this user once the ports are bound (as root; default: ftpscope, else nobody).")
  var user: String?

  @OptionGroup var threads: ThreadsOption

  @Option(help: "Seconds that sessions may go on after SIGTERM.")
  var graceSeconds = 10

  /// A day.
  private static let graceMaximum = 86_400

  func validate() throws {
    if (certificate == nil) != (key == nil) {
      throw ValidationError("--certificate and --key go together.")
    }
    if folder != nil, bait != nil {
      throw ValidationError("--bait is for made-up files; --folder serves real ones.")
    }
    if !SensorLogins.isRule(login) {
      throw ValidationError("--login '\(login)': write \(SensorLogins.forms).")
    }
    if !(0...Self.graceMaximum).contains(graceSeconds) {
      throw ValidationError("--grace-seconds wants 0 to \(Self.graceMaximum).")
    }
    if let passivePorts, ports == nil {
      throw ValidationError("--passive-ports '\(passivePorts)': write 50000-50999.")
    }
    if backDoorPort != "none", backDoor == nil {
      throw ValidationError(
        "--back-door-port '\(backDoorPort)': write a port from 1024 on, or none.")
    }
    if let publicAddress, IPAddress(publicAddress) == nil {
      throw ValidationError("--public-address '\(publicAddress)' is no address.")
    }
    var places: [ListeningPlace] = []
    for text in listen {
      let place: ListeningPlace
      do { place = try ListenerSettings(text).place } catch {
        throw ValidationError("--listen \(error)")
      }
      if place.port != 0, places.contains(place) {
        throw ValidationError("--listen '\(text)': \(place.description) is named twice.")
      }
      places.append(place)
    }
  }

  /// The operator's certificate, where there is one.
  var identity: SensorIdentity.Files? {
    guard let certificate, let key else { return nil }
    return SensorIdentity.Files(certificate: certificate, key: key)
  }

  var backDoor: UInt16? { UInt16(backDoorPort).flatMap { $0 >= 1024 ? $0 : nil } }

  var ports: ClosedRange<UInt16>? {
    guard let parts = passivePorts?.split(separator: "-").map({ UInt16($0) }), parts.count == 2,
      let first = parts[0], let last = parts[1], first > 0, first <= last
    else { return nil }
    return first...last
  }
}
