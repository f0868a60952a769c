extension FileTree {
  /// The path of what is there under these names in any case; names that nothing has stay as they
  /// are.
  func pathIgnoringCase(_ path: [UInt8]) -> [UInt8] {
    if entry(at: path) != nil { return path }
    var found: [UInt8] = [0x2F]
    var names = path.split(separator: 0x2F)[...]
    while let name = names.first, let own = ownName(of: Array(name), in: found) {
      found = FilePath.child(own, of: found)
      names.removeFirst()
    }
    return names.reduce(found) { FilePath.child(Array($1), of: $0) }
  }

  private func ownName(of name: [UInt8], in folder: [UInt8]) -> [UInt8]? {
    if entry(at: FilePath.child(name, of: folder)) != nil { return name }
    let wanted = FilePath.ignoringCase(name)
    return (try? entries(in: folder))?
      .first { $0.name.count == name.count && FilePath.ignoringCase($0.name) == wanted }?.name
  }
}
