/// Why a text names no target, in words that follow a file's name and a line's number.
public struct MalformedTarget: Error, Hashable, Sendable, CustomStringConvertible {
  /// In English, without an end.
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
