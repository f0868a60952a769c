import Glibc

/// The files that a command line names: files, folders (every file below them) and patterns.
public enum InputPaths {
  /// A file to read.
  public struct File: Equatable, Sendable {
    /// Where it is.
    public var path: String
    /// Whether the user named the file itself: then it is an error where it can't be read or
    /// holds nothing of use, and not merely passed over.
    public var isNamed: Bool

    public init(path: String, isNamed: Bool) {
      self.path = path
      self.isNamed = isNamed
    }
  }

  /// Folders deeper than this are not looked into.
  static let depthMaximum = 64

  /// The file that marks a sensor's quarantine: what is beside it strangers sent, who may have
  /// meant it to be read. Nothing of such a folder is found by its name or by a pattern.
  public static let quarantineMark = "ftpscope-quarantine"

  /// The files, in the order given, those of a folder or pattern by name; and what could not be
  /// found. A file named twice, or found by a link too, is read once, by its own name.
  public static func files(_ arguments: [String]) -> (files: [File], problems: [FileProblem]) {
    var files: [File] = []
    var problems: [FileProblem] = []
    for argument in arguments {
      if argument == "-" {
        files.append(File(path: argument, isNamed: true))
        continue
      }
      switch kind(argument) {
      case .folder:
        let before = (files.count, problems.count)
        collect(argument, depth: 0, into: &files, &problems)
        if before == (files.count, problems.count) {
          let reason =
            isQuarantine(argument)
            ? "a sensor's quarantine is not looked into; name the file that you mean"
            : "the folder has no files"
          problems.append(FileProblem(path: argument, reason: reason))
        }
      case .file: files.append(File(path: argument, isNamed: true))
      case .missing:
        let matches = expand(argument)
        if matches.isEmpty { problems.append(FileProblem(path: argument, errno: ENOENT)) }
        for match in matches {
          if kind(match) == .folder {
            collect(match, depth: 0, into: &files, &problems)
          } else if !isQuarantine(FilePlace.folder(of: match)) {
            files.append(File(path: match, isNamed: true))
          }
        }
      }
    }
    return (onceEach(files), problems)
  }

  /// Whether files may come that an argument names, though there are none: it is a folder, or its
  /// last part names what may come to one.
  public static func mayCome(_ argument: String) -> Bool {
    let path = argument.last == "/" ? String(argument.dropLast()) : argument
    guard let slash = path.lastIndex(of: "/") else { return !path.isEmpty }
    let folder = String(path[..<slash])
    return folder.isEmpty || kind(argument) == .folder || kind(folder) == .folder
      || expand(folder).contains { kind($0) == .folder }
  }

  /// The files without those that are there already by another name.
  private static func onceEach(_ files: [File]) -> [File] {
    var kept: [File] = []
    var places: [FileIdentity: Int] = [:]
    var streams: Set<String> = []
    for file in files {
      guard let identity = identity(file.path) else {
        if streams.insert(file.path).inserted { kept.append(file) }
        continue
      }
      guard let place = places[identity] else {
        places[identity] = kept.count
        kept.append(file)
        continue
      }
      kept[place].isNamed = kept[place].isNamed || file.isNamed
      if isLink(kept[place].path), !isLink(file.path) { kept[place].path = file.path }
    }
    return kept
  }

  /// What tells a regular file from another; nil for what is none, or can't be looked at.
  private static func identity(_ path: String) -> FileIdentity? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return FileIdentity(status)
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func isQuarantine(_ folder: String) -> Bool {
    access(FilePlace.path(of: quarantineMark, in: folder), F_OK) == 0
  }

  private enum Kind { case folder, file, missing }

  private static func kind(_ path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno == ENOENT ? .missing : .file }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  private static func collect(
    _ folder: String, depth: Int, into files: inout [File], _ problems: inout [FileProblem]
  ) {
    if isQuarantine(folder) { return }
    guard depth <= depthMaximum else {
      let reason = "lies deeper than \(depthMaximum) folders: name it to look into it"
      return problems.append(FileProblem(path: folder, reason: reason))
    }
    guard let names = FolderNames.all(in: folder) else {
      problems.append(FileProblem(path: folder, errno: errno))
      return
    }
    for name in names.sorted() {
      let path = FilePlace.path(of: name, in: folder)
      var status = stat()
      guard lstat(path, &status) == 0 else {
        // It vanished, or its name is no UTF-8.
        problems.append(FileProblem(path: path, errno: errno))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: collect(path, depth: depth + 1, into: &files, &problems)
      case S_IFREG: files.append(File(path: path, isNamed: false))
      case S_IFLNK where identity(path) != nil: files.append(File(path: path, isNamed: false))
      default: continue
      }
    }
  }

  private static func expand(_ pattern: String) -> [String] {
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(pattern, 0, nil, &matches) == 0 else { return [] }
    return (0..<Int(matches.gl_pathc)).compactMap { index in
      matches.gl_pathv[index].map { String(cString: $0) }
    }
  }
}
