import Bytes
import Records

/// Names of FTP as CSV (RFC 4180).
public enum NamesCSV {
  /// The names of the columns, ended by CRLF.
  public static let header = CSVCell.row([
    "name", "unicode", "label", "domain", "suffix", "type", "value", "time",
  ])

  /// One record, ended by CRLF. What is not known is empty.
  public static func row(_ record: NameRecord) -> String {
    CSVCell.row([
      record.name, record.unicode ?? "", record.label, record.domain, record.suffix,
      record.type ?? "", record.value ?? "", record.time?.rfc3339 ?? "",
    ])
  }
}
