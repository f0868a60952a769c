/// What became of an upload's bytes.
struct KeptUpload: Equatable, Sendable {
  var sha256: String?
  var isQuarantined: Bool
  var content: String
  /// Where they can be read again.
  var file: KeptFile?

  init(
    sha256: String?, isQuarantined: Bool, content: String, file: KeptFile? = nil
  ) {
    self.sha256 = sha256
    self.isQuarantined = isQuarantined
    self.content = content
    self.file = file
  }
}
