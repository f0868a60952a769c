import Records

/// The databases that are asked, each kind of text its own.
public struct FingerprintLibrary: Sendable {
  /// The highest preference first.
  public let databases: [FingerprintDatabase]

  /// Databases of one preference are asked in the order given.
  public init(databases: [FingerprintDatabase]) {
    self.databases = databases.enumerated().sorted {
      ($1.element.preference, $0.offset) < ($0.element.preference, $1.offset)
    }.map(\.element)
  }

  /// The program's own.
  public static func embedded() -> FingerprintLibrary {
    FingerprintLibrary(
      databases: EmbeddedFingerprints.files.map { file in
        let name = file.name.hasSuffix(".xml") ? String(file.name.dropLast(4)) : file.name
        return FingerprintDatabase.read(name: name, xml: file.xml, folder: nil)
      })
  }

  /// The applications that fingerprints have CPE names for, as canonical `vendor:product`. Systems
  /// and devices are left out: hardly a fault of a system is its FTP server's.
  public var products: Set<String> {
    var products: Set<String> = []
    for parameter in databases.lazy.flatMap(\.fingerprints).flatMap(\.parameters)
    where parameter.position == 0 && parameter.name.hasSuffix(".cpe23") {
      guard let name = CPEName(parameter.value)?.canonical, name.part == .application else {
        continue
      }
      products.insert("\(name.vendor):\(name.product)")
    }
    return products
  }

  /// What matches one kind of text; nil where no database is for it.
  package func matcher(for matches: String) -> FingerprintMatcher? {
    let asked = databases.filter { $0.matches == matches && !$0.fingerprints.isEmpty }
    return asked.isEmpty ? nil : FingerprintMatcher(asked)
  }
}
