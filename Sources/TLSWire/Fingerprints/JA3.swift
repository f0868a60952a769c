/// A client's fingerprint: version, suites, extensions, groups and point formats in the order of
/// the wire, without GREASE (J. Althouse and others, "TLS Fingerprinting with JA3 and JA3S", 2017).
/// The fingerprint that is exchanged is the MD5 of the text, which TLSEngine computes.
public struct JA3: Equatable, Sendable {
  /// Five fields parted by commas, the numbers of a field by hyphens.
  public let text: String

  /// Of what a client offers.
  public init(_ hello: ClientHello) {
    text = [
      "\(hello.legacyVersion.rawValue)",
      Self.list(hello.suites.map(\.rawValue)),
      Self.list(hello.extensions.map(\.type)),
      Self.list(hello.groups),
      hello.pointFormats.map { "\($0)" }.joined(separator: "-"),
    ].joined(separator: ",")
  }

  static func list(_ numbers: [UInt16]) -> String {
    numbers.filter { !$0.isGREASE }.map { "\($0)" }.joined(separator: "-")
  }
}
