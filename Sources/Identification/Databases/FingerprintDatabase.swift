import Bytes

/// A database of Recog's: fingerprints for one kind of text.
public struct FingerprintDatabase: Sendable {
  /// The file's name without `.xml`.
  public let name: String
  /// The kind of text: `ftp.banner`.
  public let matches: String
  /// `ftp`, where it says.
  let protocolName: String?
  /// Databases for one kind of text are asked in the order of these, the highest first.
  public let preference: Double
  /// Where its files of examples are: the folder that it lies in itself, where that is known.
  public let folder: String?
  /// In the order in which they are asked.
  public let fingerprints: [Fingerprint]
  /// `line: reason` of what could not be used; the rest is there.
  public let problems: [String]

  /// Where the database says nothing (recog-ruby's default).
  static let usualPreference = 0.10

  /// Reads a database; what is wrong with it is among its problems.
  public static func read(name: String, xml: ByteSlice, folder: String?) -> FingerprintDatabase {
    let builder = DatabaseBuilder()
    do throws(XMLReader.Failure) {
      try XMLReader.read(xml, builder)
    } catch {
      builder.problems.append("\(error.line): \(error.reason)")
    }
    if builder.root == nil, builder.problems.isEmpty { builder.problems.append("1: no database") }
    return FingerprintDatabase(
      name: name, matches: builder.root?["matches"] ?? name,
      protocolName: builder.root?["protocol"]?.lowercased(),
      preference: builder.root?["preference"].flatMap { Double($0) }
        .flatMap { $0.isFinite ? $0 : nil } ?? usualPreference,
      folder: folder, fingerprints: builder.fingerprints, problems: builder.problems)
  }
}
