import Advisories
import Bytes
import Identification
import Inputs

/// The databases that a command line names, with the program's own.
enum Knowledge {
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
      let database = try database(file.path)
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

  /// One database. Throws `Failure` where the file can't be read.
  static func database(_ path: String) throws -> FingerprintDatabase {
    let file = FilePlace.name(of: path)
    return try WholeFile.bytes(path).withSlice {
      FingerprintDatabase.read(
        name: file.hasSuffix(".xml") ? String(file.dropLast(4)) : file, xml: $0,
        folder: FilePlace.folder(of: path))
    }
  }

  /// The bytes of an example's file, which lies in the folder named as the database, beside it; nil
  /// where it does not, or can't be read.
  static func example(_ file: String, of database: FingerprintDatabase) -> [UInt8]? {
    guard let folder = database.folder, !file.split(separator: "/").contains("..") else {
      return nil
    }
    return try? WholeFile.bytes(
      FilePlace.path(of: "\(database.name)/\(file)", in: folder))
  }

  /// The program's own advisories, and what NVD's feeds and CISA's catalogue add of the products
  /// that fingerprints name. Throws `Failure` where a file is none of these.
  static func advisories(
    nvd: [String], kev: String?, _ library: FingerprintLibrary
  ) throws -> AdvisoryCatalogue {
    var catalogue = AdvisoryCatalogue.embedded
    let products = nvd.isEmpty ? [] : library.products
    for path in nvd {
      let found = try WholeFile.bytes(path).withSlice {
        catalogue.merge(nvd: $0, name: path, products: products)
      }
      if let problem = catalogue.problems.first { throw Failure(problem) }
      tell("\(path): \(found.records) vulnerabilities, \(found.taken) of known products")
    }
    if let kev {
      let count = try WholeFile.bytes(kev).withSlice { catalogue.merge(kev: $0, name: kev) }
      if let problem = catalogue.problems.first { throw Failure(problem) }
      tell("\(kev): \(count) vulnerabilities that are exploited")
    }
    return catalogue
  }
}
