/// What a client keeps of a connection to resume it on another: session id or ticket, and the keys
/// that go with them. Whoever has it can read what is resumed from it. For `audit`: servers demand
/// on data connections that they resume the control connection's.
public struct TLSSession: Hashable, Sendable {
  /// OpenSSL's form (ASN.1, `SSL_SESSION_ASN1`), the same across processes.
  public let bytes: [UInt8]

  /// A session that was kept; whether it can be read shows when it is used.
  public init(bytes: [UInt8]) { self.bytes = bytes }
}
