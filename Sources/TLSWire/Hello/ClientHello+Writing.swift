extension ClientHello {
  /// The body of the handshake message. Lists that are longer than the wire can say (32,767
  /// suites, 65,535 bytes of extensions) are our own bug.
  public var body: [UInt8] {
    var body: [UInt8] = []
    body.append(uint16: legacyVersion.rawValue)
    body.append(contentsOf: random)
    body.append(vector8: sessionID)
    body.append(vector16: [UInt8](uint16s: suites.map(\.rawValue)))
    body.append(vector8: compressionMethods)
    // Servers of SSLv3 know no extensions: without any, not even their length is sent.
    if !extensions.isEmpty { body.append(vector16: HelloExtension.bytes(of: extensions)) }
    return body
  }

  /// The hello as records. The first records of a connection say TLS 1.0, whatever is offered
  /// (RFC 8446 §5.1), those of SSLv3 say SSLv3.
  var records: [UInt8] {
    let body = body
    var message = [RecordReader.HandshakeType.clientHello, UInt8(body.count >> 16)]
    message.append(uint16: UInt16(body.count & 0xFFFF))
    message.append(contentsOf: body)
    var records: [UInt8] = []
    for start in stride(from: 0, to: message.count, by: 16_384) {
      records.append(22)
      records.append(uint16: min(legacyVersion, .tls10).rawValue)
      records.append(vector16: Array(message[start..<min(start + 16_384, message.count)]))
    }
    return records
  }
}

extension HelloExtension {
  /// The host name to ask for (RFC 6066 §3).
  public static func serverName(_ name: [UInt8]) -> HelloExtension {
    var entry: [UInt8] = [0]
    entry.append(vector16: name)
    return HelloExtension(type: Kind.serverName, vector16: entry)
  }

  /// The groups for the key exchange, best first.
  public static func groups(_ groups: [UInt16]) -> HelloExtension {
    HelloExtension(type: Kind.supportedGroups, vector16: [UInt8](uint16s: groups))
  }

  /// Points of elliptic curves, uncompressed (RFC 8422 §5.1.2).
  public static let pointFormats = HelloExtension(type: Kind.pointFormats, bytes: [1, 0])

  /// The signature algorithms, best first.
  public static func signatureAlgorithms(_ algorithms: [UInt16]) -> HelloExtension {
    HelloExtension(type: Kind.signatureAlgorithms, vector16: [UInt8](uint16s: algorithms))
  }

  /// The versions offered (RFC 8446 §4.2.1), best first.
  public static func supportedVersions(_ versions: [ProtocolVersion]) -> HelloExtension {
    var bytes: [UInt8] = []
    bytes.append(vector8: [UInt8](uint16s: versions.map(\.rawValue)))
    return HelloExtension(type: Kind.supportedVersions, bytes: bytes)
  }

  /// One public key for the key exchange (RFC 8446 §4.2.8).
  static func keyShare(group: UInt16, key: [UInt8]) -> HelloExtension {
    var share: [UInt8] = []
    share.append(uint16: group)
    share.append(vector16: key)
    return HelloExtension(type: Kind.keyShare, vector16: share)
  }

  private init(type: UInt16, vector16 content: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.append(vector16: content)
    self.init(type: type, bytes: bytes)
  }
}
