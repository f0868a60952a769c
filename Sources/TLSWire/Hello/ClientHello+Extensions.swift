import Bytes

extension ClientHello {
  /// The host name asked for (RFC 6066 §3), as bytes; nil where none is.
  public var serverName: [UInt8]? {
    read(HelloExtension.Kind.serverName) { cursor in
      guard var names = cursor.vector16().map(ByteCursor.init) else { return nil }
      while let type = names.uint8(), let name = names.vector16() {
        if type == 0 { return name.copied }
      }
      return nil
    }
  }

  /// The application protocols offered (RFC 7301 §3.1), as bytes.
  public var applicationProtocols: [[UInt8]] {
    read(HelloExtension.Kind.alpn) { cursor in
      guard var names = cursor.vector16().map(ByteCursor.init) else { return nil }
      var found: [[UInt8]] = []
      while let name = names.vector8() { found.append(name.copied) }
      return found
    } ?? []
  }

  /// The versions offered in the new field (RFC 8446 §4.2.1), GREASE values among them; none
  /// where there is no such extension.
  public var supportedVersions: [ProtocolVersion] {
    let found = read(HelloExtension.Kind.supportedVersions) { $0.vector8()?.uint16s } ?? []
    return found.map(ProtocolVersion.init(rawValue:))
  }

  /// The newest version offered.
  public var version: ProtocolVersion {
    supportedVersions.filter { !$0.rawValue.isGREASE }.max() ?? legacyVersion
  }

  /// The groups offered for the key exchange (IANA, "TLS Supported Groups").
  public var groups: [UInt16] {
    read(HelloExtension.Kind.supportedGroups) { $0.vector16()?.uint16s } ?? []
  }

  /// The point formats offered (RFC 8422 §5.1.2).
  public var pointFormats: [UInt8] {
    read(HelloExtension.Kind.pointFormats) { $0.vector8()?.copied } ?? []
  }

  /// The signature algorithms offered (IANA, "TLS SignatureScheme").
  public var signatureAlgorithms: [UInt16] {
    read(HelloExtension.Kind.signatureAlgorithms) { $0.vector16()?.uint16s } ?? []
  }

  private func read<Value>(
    _ type: UInt16, _ body: (inout ByteCursor) -> Value?
  ) -> Value? {
    guard let found = extensions.first(where: { $0.type == type }) else { return nil }
    return found.bytes.withSlice {
      var cursor = ByteCursor($0)
      return body(&cursor)
    }
  }
}
