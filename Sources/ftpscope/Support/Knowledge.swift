import Advisories
import Bytes
import Identification
import Inputs

/// The databases that a command line names, with the program's own.
enum Knowledge {
  /// Bytes of a database or feed.
  private static let fileMaximum = 1 << 28

  /// The program's own fingerprints, and Recog databases of files and folders. Faults are told of;
  /// with `strict` they end the command. Throws `Failure`.
  static func fingerprints(_ paths: [String], strict: Bool) throws -> FingerprintLibrary {
    let own = FingerprintLibrary.embedded()
    guard !paths.isEmpty else { return own }
    var databases: [FingerprintDatabase] = []
    var problems: [String] = []
    let (files, missing) = InputPaths.files(paths)
    if let problem = missing.first { throw Failure("\(problem)") }
    for file in files where file.isNamed || file.path.hasSuffix(".xml") {
      let bytes = try read(file.path)
      let database = bytes.withSlice {
        FingerprintDatabase.read(name: name(of: file.path), xml: $0, folder: folder(of: file.path))
      }
      problems += database.problems.map { "\(file.path):\($0)" }
      databases.append(database)
    }
    for problem in problems.prefix(5) { tell(problem) }
    if problems.count > 5 { tell("and \(problems.count - 5) more faults of databases") }
    if strict, !problems.isEmpty { throw Failure("--strict: the databases have faults") }
    if databases.allSatisfy(\.fingerprints.isEmpty) {
      throw Failure("\(paths.joined(separator: ", ")): there are no fingerprints")
    }
    return FingerprintLibrary(databases: databases + own.databases)
  }

  /// The program's own advisories, and what NVD's feeds and CISA's catalogue add. Throws `Failure`
  /// where a file is none of these.
  static func advisories(nvd: [String], kev: String?) throws -> AdvisoryCatalogue {
    var catalogue = AdvisoryCatalogue.embedded
    for path in nvd {
      try read(path).withSlice { catalogue.merge(nvd: $0, name: path) }
    }
    if let kev {
      try read(kev).withSlice { catalogue.merge(kev: $0, name: kev) }
    }
    if let problem = catalogue.problems.first { throw Failure(problem) }
    return catalogue
  }

  /// All bytes of a file. Throws `Failure` where it is larger than a database can be.
  static func read(_ path: String) throws -> [UInt8] {
    let source = try ByteSource(path: path)
    let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { piece.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count = try source.read(into: piece)
      if count == 0 { return bytes }
      bytes += piece[0..<count]
      if bytes.count > fileMaximum { throw Failure("\(path): larger than 256 MiB") }
    }
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".xml") ? String(file.dropLast(4)) : file
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
