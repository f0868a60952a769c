import Bytes

/// What a server chose (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3).
struct ServerHello: Equatable, Sendable {
  /// The version in the old field; a server that chose TLS 1.3 says 1.2 here.
  var legacyVersion: ProtocolVersion
  /// `legacy_session_id_echo`: 0 to 32 bytes.
  var sessionID: [UInt8]
  /// The one that the server chose.
  var suite: CipherSuite
  /// In the order of the wire.
  var extensions: [HelloExtension]

  /// Reads the body of a handshake message of type 2; nil where it is malformed.
  init?(body: [UInt8]) {
    guard let hello = body.withSlice({ ServerHello($0) }) else {
      return nil
    }
    self = hello
  }

  private init?(_ body: ByteSlice) {
    var cursor = ByteCursor(body)
    guard let version = cursor.uint16(), cursor.take(32) != nil,
      let session = cursor.vector8(), session.count <= 32,
      let suite = cursor.uint16(), cursor.uint8() != nil,
      let extensions = HelloExtension.list(&cursor)
    else { return nil }
    legacyVersion = ProtocolVersion(rawValue: version)
    sessionID = session.copied
    self.suite = CipherSuite(rawValue: suite)
    self.extensions = extensions
  }

  /// The version that was chosen.
  var version: ProtocolVersion {
    let kind = HelloExtension.Kind.supportedVersions
    guard let chosen = extensions.first(where: { $0.type == kind })?.bytes, chosen.count == 2
    else { return legacyVersion }
    return ProtocolVersion(rawValue: UInt16(chosen[0]) << 8 | UInt16(chosen[1]))
  }
}
