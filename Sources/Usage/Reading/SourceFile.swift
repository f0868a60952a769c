import Bytes

/// A file of the run, as sessions refer to it by number.
struct SourceFile: Sendable {
  var path: String
  /// Sets apart the keys of files that do not continue one another.
  var stream: Digest128
  /// Where transfer logs look for its sessions.
  var scopes: [Digest128] = []
}
