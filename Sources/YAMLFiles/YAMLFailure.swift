/// What was refused in a YAML file: where, what, and how to mend it.
public struct YAMLFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public let path: String
  /// The key, with those that it is under, `tls.lowest`; nil where the file as a whole is refused.
  public let key: String?
  /// Where the key stands, from 1; nil where that is not known.
  public let line: Int?
  /// What is wrong, and how to mend it.
  public let reason: String

  public var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return key.map { "\(place): `\($0)` \(reason)" } ?? "\(place): \(reason)"
  }

  public init(path: String, key: String?, line: Int?, reason: String) {
    self.path = path
    self.key = key
    self.line = line
    self.reason = reason
  }
}
