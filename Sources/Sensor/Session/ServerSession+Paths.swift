import FTPProtocol

extension ServerSession {
  /// The path that a client's words mean. Words that climb above the root are told of, but for
  /// the plain `..` that clients send.
  mutating func resolve(_ words: [UInt8]) -> [UInt8] {
    let path = pathAsWritten(words)
    values.path = inAnyCase(path)
    return values.path
  }

  /// What is there under a path, in any case where the persona takes names so.
  func inAnyCase(_ path: [UInt8]) -> [UInt8] {
    policy.data.ignoresCase ? files.pathIgnoringCase(path) : path
  }

  /// The path that a file is to have next, with its last name as it is written, also where that is
  /// its own in other letters.
  mutating func resolve(_ words: [UInt8], as next: [UInt8]) -> [UInt8] {
    let name = FilePath.name(of: pathAsWritten(words))
    let path = resolve(words)
    if path == next, path != [0x2F] {
      values.path = FilePath.child(name, of: FilePath.parent(of: path))
    }
    return values.path
  }

  /// Whether `..` takes away what is before it without a look: on Windows, and where a server
  /// cleans the path itself.
  private var cleansPath: Bool {
    policy.data.ignoresCase || policy.data.cleansPaths.contains(request.line.verb)
  }

  /// A name with its control characters as the persona has them.
  func shown(_ words: [UInt8]) -> [UInt8] {
    switch policy.data.controlBytes {
    case .kept: words
    case .underscored: words.map { $0 < 0x20 || $0 == 0x7F ? 0x5F : $0 }
    case .cutAtNUL: Array(words.prefix { $0 != 0 })
    }
  }

  /// Whether words lead through what is no folder.
  func isLost(_ path: [UInt8]) -> Bool { FilePath.name(of: path) == FilePath.lost }

  private mutating func pathAsWritten(_ words: [UInt8]) -> [UInt8] {
    var words = shown(words)
    if policy.data.dropsLastSlash {
      while words.count > 1, words.last == 0x2F { words.removeLast() }
    }
    let files = files
    let (path, leavesRoot) = FilePath.resolve(
      words, in: chosen.folder, home: chosen.home, hasBackslashes: policy.listing == .dos,
      isFolder: cleansPath ? nil : { files.entry(at: $0)?.isFolder })
    let isTold = answer.exploits.contains { $0.contains("traversal") }
    if leavesRoot, !isTold, words.contains(0x2F) || words.contains(0x5C) {
      note(
        exploit: "path-traversal", payload: request.line.verb + [0x20] + request.argument)
    }
    return path
  }
}
