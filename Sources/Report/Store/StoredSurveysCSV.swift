import Bytes
import Records
import Store

/// What there is of surveys as CSV (RFC 4180): a row for each kind of record.
public enum StoredSurveysCSV {
  /// The names of the columns, ended by CRLF.
  public static let header = CSVCell.row(["survey", "record", "count", "first", "last"])

  /// One survey's rows, each ended by CRLF. What is not known is empty.
  public static func rows(_ survey: StoredSurvey) -> String {
    survey.parts.map { part in
      CSVCell.row([
        survey.name, part.kind.rawValue, String(part.records), part.first?.rfc3339 ?? "",
        part.last?.rfc3339 ?? "",
      ])
    }.joined()
  }
}
