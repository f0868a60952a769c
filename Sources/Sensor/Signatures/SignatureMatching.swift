/// What knows attacks by their commands.
public protocol SignatureMatching: Sendable {
  /// What a command line is a sign of; empty for most.
  func matches(_ sight: SightedCommand) -> [SignatureMatch]
  /// What the first bytes of an upload are a sign of; its name is in the command.
  func matches(upload head: [UInt8]) -> [SignatureMatch]
  /// What bytes are a sign of that came in clear behind AUTH, in one packet with it.
  func matches(injected bytes: [UInt8]) -> [SignatureMatch]
  /// What the first bytes are a sign of of a client that speaks no FTP.
  func matches(opening bytes: [UInt8]) -> [SignatureMatch]
}
