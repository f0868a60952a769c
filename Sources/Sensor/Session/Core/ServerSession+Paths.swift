import FTPProtocol

extension ServerSession {
  /// The path that a client's words mean. Words that climb above the root are told of, but for
  /// the plain `..` that clients send.
  mutating func resolve(_ words: [UInt8]) -> [UInt8] {
    let (path, leavesRoot) = FilePath.resolve(
      words, in: folder, home: home, hasBackslashes: policy.listing == .dos)
    let isTold = exploitsOfRequest.contains { $0.contains("traversal") }
    if leavesRoot, !isTold, words.contains(0x2F) || words.contains(0x5C) {
      note(
        exploit: "path-traversal", payload: request.line.verb + [0x20] + request.argument)
    }
    values.path = path
    return path
  }
}
