import Identification

/// Fingerprints as CSV (RFC 4180).
public enum FingerprintsCSV {
  /// The names of the columns, ended by CRLF.
  public static let header = CSVCell.row([
    "database", "matches", "line", "names", "description", "certainty", "pattern",
  ])

  /// One fingerprint, ended by CRLF.
  public static func row(_ fingerprint: Fingerprint, of database: FingerprintDatabase) -> String {
    CSVCell.row([
      database.name, database.matches, String(fingerprint.line), fingerprint.subject,
      fingerprint.description, String(fingerprint.certainty), fingerprint.pattern,
    ])
  }
}
