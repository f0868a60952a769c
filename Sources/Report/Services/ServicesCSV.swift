import Bytes
import Records

/// Services as CSV (RFC 4180), for a spreadsheet: the header once, then a row for each record as it
/// comes.
public enum ServicesCSV {
  /// The names of the columns, ended by CRLF.
  public static let header = CSVCell.row(
    [
      "ip", "port", "hostname", "time", "survey", "status", "status_detail", "foreign", "mode",
      "login_in_clear", "anonymous", "data_protection", "faults", "findings", "tls_version",
      "cipher", "tls_accepted", "certificate_subject", "certificate_issuer", "certificate_names",
      "certificate_not_before", "certificate_not_after", "certificate_key_type",
      "certificate_key_bits", "certificate_signature", "certificate_sha256", "certificate_faults",
      "greeting_code", "banner", "vendor", "product", "version", "os", "cpe23", "advisories",
      "country", "asn", "network", "cloud", "id",
    ])

  /// One record, ended by CRLF. What is not known is empty.
  public static func row(_ record: ServiceRecord) -> String {
    let product = record.product
    let place = record.place
    let described: [CSVCell] = [
      cell(record.ip), CSVCell(record.port), cell(record.hostname), cell(record.time.rfc3339),
      cell(record.survey), cell(record.status.rawValue), cell(record.statusDetail),
      cell(record.foreign), cell(record.mode?.rawValue), cell(record.loginInClear.rawValue),
      cell(record.anonymous?.rawValue), cell(record.dataProtection.rawValue),
      list(record.faults.map(\.rawValue)), list(record.findings),
    ]
    let enriched: [CSVCell] = [
      number(record.greetingCode), cell(record.banner), cell(product?.vendor),
      cell(product?.product), cell(product?.version), cell(product?.os), cell(product?.cpe23),
      list(record.advisories.map(\.id)), cell(place?.country), number(place?.asn),
      cell(place?.network), cell(place?.cloud), cell(record.id),
    ]
    return CSVCell.row(described + tls(record.tls, record.acceptedTLS) + enriched)
  }

  private static func tls(
    _ tls: TLSDescription?, _ accepted: [TLSDescription.Accepted]?
  ) -> [CSVCell] {
    let certificate = tls?.certificate
    return [
      cell(tls?.version), cell(tls?.cipher), list(accepted?.map(\.version) ?? []),
      cell(certificate?.subject), cell(certificate?.issuer),
      list(certificate?.names ?? []), cell(certificate?.notBefore?.rfc3339),
      cell(certificate?.notAfter?.rfc3339), cell(certificate?.keyType),
      number(certificate?.keyBits), cell(certificate?.signature), cell(certificate?.sha256),
      list(certificate?.faults ?? []),
    ]
  }

  private static func cell(_ text: String?) -> CSVCell { CSVCell(text ?? "") }

  private static func number(_ number: Int?) -> CSVCell { number.map { CSVCell($0) } ?? cell(nil) }

  private static func list(_ texts: [String]) -> CSVCell {
    CSVCell(texts.joined(separator: "; "))
  }
}
