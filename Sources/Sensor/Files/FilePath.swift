import Bytes

/// Paths as a session has them: absolute, `/` between names, without `.`, `..` and empty names.
enum FilePath {
  /// Longest path, in names.
  static let namesMaximum = 256

  /// A name that nothing has: it is put below what is no folder and would have to be one.
  static let lost: [UInt8] = [0x2E, 0x2E, 0x2E]

  /// What a client's words mean in a folder. `leavesRoot`: they climbed above the root by `..`,
  /// which changes nothing: above the root is the root.
  ///
  /// Where `isFolder` tells what is there (nil: nothing), names are walked as POSIX has it (§4.16):
  /// what a `.`, a `..` or a slash at the end stands behind has to be a folder, and where it is
  /// none the path is one that nothing has. Else `..` takes away whatever name is before it.
  static func resolve(
    _ words: [UInt8], in folder: [UInt8], home: [UInt8], hasBackslashes: Bool = false,
    isFolder: (([UInt8]) -> Bool?)? = nil
  ) -> (path: [UInt8], leavesRoot: Bool) {
    var words = words
    if hasBackslashes {
      for index in words.indices where words[index] == 0x5C { words[index] = 0x2F }
    }
    var names: [ArraySlice<UInt8>] = []
    if words.first == 0x7E, words.count == 1 || words[1] == 0x2F {
      names = home.split(separator: 0x2F)
      words.removeFirst()
    } else if words.first != 0x2F {
      names = folder.split(separator: 0x2F)
    }
    var leavesRoot = false
    var depth = names.count
    var isLost = false
    for name in words.split(separator: 0x2F) {
      let isUp = name.elementsEqual([0x2E, 0x2E])
      let isHere = name.elementsEqual([0x2E])
      if isUp, depth == 0 { leavesRoot = true }
      if !isHere { depth = isUp ? max(0, depth - 1) : depth + 1 }
      if isLost { continue }
      if isUp || isHere, !names.isEmpty, let isFolder, isFolder(join(names)) != true {
        isLost = true
      } else if isUp {
        _ = names.popLast()
      } else if !isHere, names.count < namesMaximum {
        names.append(name)
      }
    }
    if words.last == 0x2F, !isLost, !names.isEmpty, let isFolder, isFolder(join(names)) == false {
      isLost = true
    }
    if isLost { names.append(lost[...]) }
    return (join(names), leavesRoot)
  }

  static func join(_ names: some Collection<ArraySlice<UInt8>>) -> [UInt8] {
    if names.isEmpty { return [0x2F] }
    var path: [UInt8] = []
    for name in names {
      path.append(0x2F)
      path += name
    }
    return path
  }

  /// The folder that a path is in; the root's is the root.
  static func parent(of path: [UInt8]) -> [UInt8] {
    guard let slash = path.lastIndex(of: 0x2F), slash > 0 else { return [0x2F] }
    return Array(path[..<slash])
  }

  /// The last name of a path; `/` of the root.
  static func name(of path: [UInt8]) -> [UInt8] {
    guard path.count > 1, let slash = path.lastIndex(of: 0x2F) else { return path }
    return Array(path[(slash + 1)...])
  }

  /// The path of a name in a folder.
  static func child(_ name: [UInt8], of folder: [UInt8]) -> [UInt8] {
    folder == [0x2F] ? folder + name : folder + [0x2F] + name
  }

  /// A name as it is compared where case makes no difference: of the letters of ASCII.
  static func ignoringCase(_ name: some Collection<UInt8>) -> [UInt8] {
    name.map(\.uppercasedASCII)
  }

  /// Whether a path is another, or below it.
  static func isInside(_ path: [UInt8], _ folder: [UInt8]) -> Bool {
    if folder == [0x2F] || path == folder { return true }
    return path.count > folder.count && path[folder.count] == 0x2F && path.starts(with: folder)
  }
}
