import Bytes
import TLSEngine

/// What a sensor is told.
public struct SensorSettings: Sendable {
  /// What it calls itself in its events.
  public var name = "sensor"
  /// A label for its events.
  public var survey: String?
  /// Where it listens, and as whom.
  public var listeners = ListenerSettings.usual
  /// The ports at which data connections are waited for; nil: any that is free.
  public var passivePorts: ClosedRange<UInt16>?
  /// What replies to PASV name; nil: the address that the client connected to.
  public var publicAddress: IPAddress?
  /// Whether data connections are made to clients.
  public var allowsActive = false
  /// Where the back door of a persona that has one leads to; nil: nowhere.
  public var backDoorPort: UInt16? = 6200
  /// Which logins are let in.
  public var login = LoginRule.after(3)
  /// What bounds it.
  public var limits = SensorLimits()
  /// Event loops.
  public var threads = 1
  /// Seconds that sessions may go on once the sensor is to stop.
  public var graceSeconds = 10
  /// What makes the files of a session, by its address and the persona that it meets.
  public var files: @Sendable (IPAddress, Persona) -> any FileTree
  /// What is known of attacks; nil: nothing is looked for.
  public var signatures: SignatureSet?
  /// What says at the end what a session was.
  public var classifier: SessionClassifier?
  /// What differs between sensors.
  public var seed: UInt64 = 0

  public init(files: @escaping @Sendable (IPAddress, Persona) -> any FileTree) {
    self.files = files
  }
}

/// Who a listener is: what may change while the sensor runs.
public struct ListenerRole: Sendable {
  /// As whom it speaks.
  public var persona: PreparedPersona
  /// Nil for a listener without TLS.
  public var tls: TLSContext?

  public init(persona: PreparedPersona, tls: TLSContext?) {
    self.persona = persona
    self.tls = tls
  }
}
