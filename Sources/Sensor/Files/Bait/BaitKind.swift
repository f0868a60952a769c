/// What a bait file holds.
enum BaitKind: Sendable, Equatable {
  // Text, made line by line.
  case sqlDump, csv, iniConfig, phpConfig, envFile, accessLog, notes, html, shellScript
  case routerExport
  // A head that says what it is, and bytes that look packed.
  case pdf, zip, spreadsheet, document, jpeg, png, gzip, routerBackup
  /// An RSA key: `BaitKey`.
  case privateKey
  /// What an operator brought.
  case own([UInt8])

  /// Whether the token stands in it as text.
  var isText: Bool {
    switch self {
    case .sqlDump, .csv, .iniConfig, .phpConfig, .envFile, .accessLog, .notes, .html, .shellScript,
      .routerExport:
      true
    default: false
    }
  }
}

/// A file of the bait.
struct BaitFile: Sendable {
  let kind: BaitKind
  let entry: FileEntry
  let path: [UInt8]
}
