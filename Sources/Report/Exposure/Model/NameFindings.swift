import Store

/// Which names tell of FTP in the DNS.
public struct NameFindings: Sendable {
  /// Distinct host names.
  public let names: Int
  /// Distinct registered domains.
  public let domains: Int
  /// By the word that says FTP.
  let labels: [Count]
  /// By public suffix, whatever the label.
  public let suffixes: [Count]
  /// By public suffix, those whose label is `ftps`.
  let ftpsSuffixes: [Count]

  /// Nil where the survey has no names.
  init?(_ store: any RecordStore, _ survey: String) throws {
    labels = try store.counts(.label, of: survey)
    if labels.isEmpty { return nil }
    names = labels.reduce(0) { $0 + $1.number }
    domains = try store.size(.domains, of: survey).total
    suffixes = try store.answers(.suffix, of: survey)
    ftpsSuffixes = try store.counts(.suffix, of: survey).filter { $0.detail == "ftps" }
      .map { Count($0.answer, $0.number) }
  }
}
