import Bytes

/// A client's fingerprint that does not depend on the order of its extensions (FoxIO, "JA4: TLS
/// Client Fingerprinting", technical details). TLS over TCP only. The two parts that are shortened
/// to twelve digits of their SHA-256 are given as they are; TLSEngine computes the digests.
public struct JA4: Equatable, Sendable {
  /// Protocol, version, whether a host name is asked for, the numbers of suites and extensions,
  /// and the first application protocol's first and last character: `t13d3111fp`.
  public let head: String
  /// The suites, sorted.
  public let suites: String
  /// The extensions without server name and ALPN, sorted; after `_` the signature algorithms.
  public let extensions: String

  /// Of what a client offers, over TCP.
  public init(_ hello: ClientHello) {
    let suites = hello.suites.map(\.rawValue).filter { !$0.isGREASE }
    let extensions = hello.extensions.map(\.type).filter { !$0.isGREASE }
    let hasName = extensions.contains(HelloExtension.Kind.serverName)
    head =
      "t" + Self.version(hello.version) + (hasName ? "d" : "i") + Self.count(suites)
      + Self.count(extensions) + Self.ends(of: hello.applicationProtocols.first ?? [])
    let signatures = hello.signatureAlgorithms.filter { !$0.isGREASE }
    let tail = signatures.isEmpty ? "" : "_" + Self.list(signatures)
    let others = extensions.filter {
      $0 != HelloExtension.Kind.serverName && $0 != HelloExtension.Kind.alpn
    }
    self.suites = Self.list(suites.sorted())
    self.extensions = Self.list(others.sorted()) + tail
  }

  /// `JA4_r`: nothing shortened.
  var raw: String { "\(head)_\(suites)_\(extensions)" }

  private static func list(_ numbers: [UInt16]) -> String {
    numbers.map(\.hexadecimal).joined(separator: ",")
  }

  private static func count(_ numbers: [UInt16]) -> String {
    let count = min(numbers.count, 99)
    return count < 10 ? "0\(count)" : "\(count)"
  }

  private static func version(_ version: ProtocolVersion) -> String {
    switch version {
    case .tls13: "13"
    case .tls12: "12"
    case .tls11: "11"
    case .tls10: "10"
    case .sslv3: "s3"
    case .sslv2: "s2"
    default: "00"
    }
  }

  /// The first and the last character; where one of them is no letter or digit, the first and the
  /// last hexadecimal digit of all the bytes.
  private static func ends(of name: [UInt8]) -> String {
    guard let first = name.first, let last = name.last else { return "00" }
    if first.isLetterOrDigit, last.isLetterOrDigit {
      return String(decoding: [first, last], as: UTF8.self)
    }
    return (first & 0xF0 | last & 0x0F).hexadecimal
  }
}
