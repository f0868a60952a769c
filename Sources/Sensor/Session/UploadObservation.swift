/// A file that the client sent.
public struct UploadObservation: Equatable, Sendable {
  /// Where it was sent to, as the session sees it.
  var path: [UInt8]
  /// Bytes that came.
  var size: Int
  /// Of all that came; nil where that is unknown.
  var sha256: String?
  /// Whether the bytes are in the quarantine.
  var isQuarantined: Bool
  /// What the first bytes say it is: `elf`, `pe`, `php`, `shell` …; `data` where they do not.
  var content: String
  /// Whether the connection broke off before the client closed it.
  var isCutOff: Bool
}
