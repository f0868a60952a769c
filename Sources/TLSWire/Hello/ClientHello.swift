import Bytes

/// What a client offers (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2), or asks for in the form of SSLv2
/// (RFC 5246 §E.2). All lists are in the order of the wire, GREASE values among them.
public struct ClientHello: Equatable, Sendable {
  /// The version in the old field; a client of TLS 1.3 says 1.2 here.
  public var legacyVersion: ProtocolVersion
  /// 32 bytes; in the form of SSLv2, the challenge of 16 to 32.
  public var random: [UInt8]
  /// `legacy_session_id`: 0 to 32 bytes.
  var sessionID: [UInt8]
  /// In the order of the client's preference.
  public var suites: [CipherSuite]
  /// Their numbers; 0 is none.
  var compressionMethods: [UInt8]
  /// In the order on the wire.
  public var extensions: [HelloExtension]
  /// Whether it came in the form of SSLv2.
  public var isSSLv2: Bool

  /// A hello of a client that resumes no session and compresses nothing.
  public init(
    legacyVersion: ProtocolVersion, random: [UInt8], suites: [CipherSuite],
    extensions: [HelloExtension] = []
  ) {
    self.legacyVersion = legacyVersion
    self.random = random
    sessionID = []
    self.suites = suites
    compressionMethods = [0]
    self.extensions = extensions
    isSSLv2 = false
  }

  /// Reads the body of a handshake message of type 1; nil where it is malformed.
  public init?(body: [UInt8]) {
    guard let hello = body.withSlice({ ClientHello($0) }) else {
      return nil
    }
    self = hello
  }

  private init?(_ body: ByteSlice) {
    var cursor = ByteCursor(body)
    guard let version = cursor.uint16(), let random = cursor.take(32),
      let session = cursor.vector8(), session.count <= 32,
      let suites = cursor.vector16(), suites.count.isMultiple(of: 2),
      let methods = cursor.vector8()
    else { return nil }
    guard let extensions = HelloExtension.list(&cursor) else { return nil }
    legacyVersion = ProtocolVersion(rawValue: version)
    self.random = random.copied
    sessionID = session.copied
    self.suites = suites.uint16s.map(CipherSuite.init(rawValue:))
    compressionMethods = methods.copied
    self.extensions = extensions
    isSSLv2 = false
  }

  /// Reads a ClientHello in the form of SSLv2, from its type on; nil where it is malformed. Suites
  /// are three bytes each; those of SSLv2 itself (the first byte is not 0) are left out.
  public init?(sslv2 message: [UInt8]) {
    guard let hello = message.withSlice({ ClientHello(sslv2: $0) }) else {
      return nil
    }
    self = hello
  }

  private init?(sslv2 message: ByteSlice) {
    var cursor = ByteCursor(message)
    guard cursor.uint8() == RecordReader.HandshakeType.clientHello,
      let version = cursor.uint16(), let suitesCount = cursor.uint16(),
      let sessionCount = cursor.uint16(), let challengeCount = cursor.uint16(),
      suitesCount.isMultiple(of: 3), let suites = cursor.take(Int(suitesCount)),
      let session = cursor.take(Int(sessionCount)),
      let challenge = cursor.take(Int(challengeCount))
    else { return nil }
    legacyVersion = ProtocolVersion(rawValue: version)
    random = challenge.copied
    sessionID = session.copied
    self.suites = stride(from: 0, to: suites.count, by: 3).compactMap {
      guard suites[$0] == 0 else { return nil }
      return CipherSuite(rawValue: UInt16(suites[$0 + 1]) << 8 | UInt16(suites[$0 + 2]))
    }
    compressionMethods = []
    extensions = []
    isSSLv2 = true
  }
}

extension HelloExtension {
  /// Reads the extensions at the end of a hello; none where the hello ends before them, nil where
  /// they are malformed or something comes after them.
  static func list(_ cursor: inout ByteCursor) -> [HelloExtension]? {
    if cursor.isAtEnd { return [] }
    guard let all = cursor.vector16(), cursor.isAtEnd else { return nil }
    var extensions: [HelloExtension] = []
    var rest = ByteCursor(all)
    while !rest.isAtEnd {
      guard let type = rest.uint16(), let bytes = rest.vector16() else { return nil }
      extensions.append(HelloExtension(type: type, bytes: bytes.copied))
    }
    return extensions
  }

  /// The extensions as they stand at the end of a hello.
  static func bytes(of extensions: [HelloExtension]) -> [UInt8] {
    extensions.reduce(into: []) { all, one in
      all.append(uint16: one.type)
      all.append(vector16: one.bytes)
    }
  }
}
