import Bytes

/// What begins the digest of a record's `id`, so that no kind of record has another's. Ids are kept
/// in stores and files: no number changes.
public enum IdentifierSeed: UInt64, Sendable {
  case session = 1
  case service = 2
  case name = 3
  /// An event that says what a sensor did not see.
  case gap = 6
}

extension Digest128 {
  /// The beginning of the digest of an `id`.
  public init(_ seed: IdentifierSeed) { self.init(seed: seed.rawValue) }
}
