import Bytes
import FTPProtocol

/// Something that a client did: an event record without what all events of a session share.
/// Bytes are as they crossed the wire.
public enum Observation: Equatable, Sendable {
  /// Observed by the driver, when the connection is accepted. The level that data connections have
  /// before any PROT: of implicit TLS; nil elsewhere, where there is none yet.
  case connect(dataLevel: ProtectionLevel?)
  case tls(TLSObservation)
  case command(CommandObservation)
  /// A transfer begins; its command is observed when it has ended.
  case transfer(TransferObservation)
  case login(user: [UInt8], password: [UInt8], accepted: Bool)
  case upload(UploadObservation)
  /// A file was taken. `canary` is its token where it was bait.
  case download(path: [UInt8], size: Int, canary: String?)
  /// PORT or EPRT named somebody else; nobody was connected to.
  case bounce(target: String)
  /// A signature of `Signatures` was seen, in what.
  case exploit(signature: String, cve: String?, payload: [UInt8])
  /// Observed by the driver.
  case backDoor(BackDoorObservation)
  case disconnect(DisconnectObservation)
}
