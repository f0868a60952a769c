/// An extension of a hello: its number (IANA, "TLS ExtensionType Values") and its bytes.
public struct HelloExtension: Equatable, Sendable {
  /// Its number (IANA, "TLS ExtensionType Values").
  public var type: UInt16
  /// What stands in it, without its length.
  public var bytes: [UInt8]

  /// Without `bytes` it is empty.
  public init(type: UInt16, bytes: [UInt8] = []) {
    self.type = type
    self.bytes = bytes
  }

  /// The numbers that this module reads or writes.
  public enum Kind {
    /// RFC 6066 §3.
    public static let serverName: UInt16 = 0
    /// RFC 8446 §4.2.7; before that `elliptic_curves`, RFC 8422 §5.1.1.
    public static let supportedGroups: UInt16 = 10
    /// RFC 8422 §5.1.2.
    public static let pointFormats: UInt16 = 11
    /// RFC 8446 §4.2.3.
    public static let signatureAlgorithms: UInt16 = 13
    /// RFC 7301 §3.1.
    public static let alpn: UInt16 = 16
    /// RFC 8446 §4.2.1.
    public static let supportedVersions: UInt16 = 43
    /// RFC 8446 §4.2.8.
    static let keyShare: UInt16 = 51
  }
}
