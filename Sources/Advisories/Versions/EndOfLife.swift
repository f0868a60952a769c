/// Which versions of FTP software nobody looks after any more: no fault that is found in them is
/// mended by who made them. Distributions may mend their own packages.
public enum EndOfLife {
  /// The day on which the list was last looked at.
  public static let knowledge = "2026-11-24"

  private struct Rule {
    /// As fingerprints have it.
    let family: String
    /// The first version that is looked after; nil where none is.
    let supportedFrom: String?
  }

  private static let rules = [
    // Windows Server 2012 R2, with IIS 8.5, ended 2023-10-10; IIS 10 is that of 2016 and later.
    // https://learn.microsoft.com/lifecycle/products/internet-information-services-iis
    Rule(family: "IIS", supportedFrom: "10.0"),
    // 0.9 was replaced by 1.0 in 2021. https://filezilla-project.org/
    Rule(family: "FileZilla Server", supportedFrom: "1.0.0"),
    // 2.3.5 of 2011 was the last before 3.0. https://security.appspot.com/vsftpd.html
    Rule(family: "vsFTPd", supportedFrom: "3.0.0"),
    // Branches before 1.3.7 get no releases. http://www.proftpd.org/
    Rule(family: "ProFTPD", supportedFrom: "1.3.7"),
    // Before 15 it was Rhino Software's.
    // https://www.solarwinds.com/serv-u-managed-file-transfer-server
    Rule(family: "Serv-U", supportedFrom: "15.0"),
    // https://www.progress.com/ws_ftp
    Rule(family: "WS_FTP", supportedFrom: "8.0"),
    // Given up by those who made them.
    Rule(family: "Gene6", supportedFrom: nil), Rule(family: "WU-FTPD", supportedFrom: nil),
    Rule(family: "GuildFTPd", supportedFrom: nil),
    Rule(family: "War FTP Daemon", supportedFrom: nil),
    Rule(family: "3CDaemon", supportedFrom: nil), Rule(family: "CesarFTP", supportedFrom: nil),
  ]

  /// Whether a version is one of them; nil where that is not known.
  public static func isOver(family: String, version: String?) -> Bool? {
    guard let rule = rules.first(where: { $0.family == family }) else { return nil }
    guard let first = rule.supportedFrom else { return true }
    guard let version, version.contains(where: \.isNumber) else { return nil }
    return ProductVersion(version) < ProductVersion(first)
  }
}
