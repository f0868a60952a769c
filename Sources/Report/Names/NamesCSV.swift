import Bytes
import Records

/// Names of FTP as CSV (RFC 4180).
public enum NamesCSV {
  /// The names of the columns, ended by CRLF.
  public static let header = line([
    "name", "unicode", "label", "domain", "suffix", "type", "value", "time",
  ])

  /// One record, ended by CRLF. What is not known is empty.
  public static func row(_ record: NameRecord) -> String {
    line([
      record.name, record.unicode ?? "", record.label, record.domain, record.suffix,
      record.type ?? "", record.value ?? "", record.time?.rfc3339 ?? "",
    ])
  }

  private static func line(_ texts: [String]) -> String {
    texts.map { CSVCell($0).text }.joined(separator: ",") + "\r\n"
  }
}
