import Bytes
import TLSEngine
import TLSWire

/// JA3 and JA4 of a client.
struct ClientFingerprint: Equatable, Sendable {
  var ja3: String
  var ja4: String

  init(_ hello: ClientHello) {
    ja3 = JA3(hello).digest
    ja4 = JA4(hello).fingerprint
  }
}

/// The fingerprints of the clients that came last: a tool that comes a thousand times offers the
/// same a thousand times, and four digests cost more than all else about an event.
struct FingerprintCache {
  private static let countMaximum = 1024
  private var known: [Digest128: ClientFingerprint] = [:]

  mutating func fingerprint(of hello: ClientHello) -> ClientFingerprint {
    let key = Self.key(hello)
    if let found = known[key] { return found }
    if known.count >= Self.countMaximum { known.removeAll(keepingCapacity: true) }
    let made = ClientFingerprint(hello)
    known[key] = made
    return made
  }

  /// Of all that the fingerprints depend on. The keys, random numbers and padding of a hello differ
  /// each time and are left out; of what is left, nothing is.
  private static func key(_ hello: ClientHello) -> Digest128 {
    var digest = Digest128(seed: hello.isSSLv2 ? 2 : 3)
    digest.add(UInt64(hello.legacyVersion.rawValue))
    digest.add(UInt64(hello.suites.count))
    for suite in hello.suites { digest.add(UInt64(suite.rawValue)) }
    for item in hello.extensions {
      digest.add(UInt64(item.type))
      if telling.contains(item.type) { item.bytes.withSlice { digest.add($0) } }
    }
    return digest
  }

  /// The extensions whose content is part of a fingerprint.
  private static let telling: Set<UInt16> = [
    HelloExtension.Kind.supportedVersions, HelloExtension.Kind.supportedGroups,
    HelloExtension.Kind.pointFormats, HelloExtension.Kind.signatureAlgorithms,
    HelloExtension.Kind.alpn,
  ]
}
