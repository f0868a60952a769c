/// A server's fingerprint, for the same client always the same: version, suite and extensions.
/// The fingerprint that is exchanged is the MD5 of the text, which TLSEngine computes.
public struct JA3S: Equatable, Sendable {
  /// Three fields parted by commas, the extensions by hyphens.
  public let text: String

  /// Of what a server chose.
  public init(_ hello: ServerHello) {
    let version = hello.legacyVersion.rawValue
    text = "\(version),\(hello.suite.rawValue),\(JA3.list(hello.extensions.map(\.type)))"
  }
}
