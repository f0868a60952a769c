/// Which versions of FTP software nobody looks after any more: no fault that is found in them is
/// mended by who made them. Distributions may mend their own packages. Only what its makers, or
/// a source that is named, say of themselves is here.
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
    // Only the most recent maintenance branch gets releases, and 1.3.8 has one.
    // http://www.proftpd.org/docs/howto/Versioning.html
    Rule(family: "ProFTPD", supportedFrom: "1.3.8"),
    // The current release and the one before it are supported; before 15 it was Rhino Software's.
    // https://www.solarwinds.com/legal/end-of-life-policy
    Rule(family: "Serv-U", supportedFrom: "15.0"),
    // Dormant since 2002. https://en.wikipedia.org/wiki/WU-FTPD
    Rule(family: "WU-FTPD", supportedFrom: nil),
    // 3Com is no more since 2010. https://en.wikipedia.org/wiki/3Com
    Rule(family: "3CDaemon", supportedFrom: nil),
  ]

  /// Whether a version is one of them; nil where that is not known.
  public static func isOver(family: String, version: String?) -> Bool? {
    guard let rule = rules.first(where: { $0.family == family }) else { return nil }
    guard let first = rule.supportedFrom else { return true }
    guard let version, version.contains(where: \.isNumber) else { return nil }
    return ProductVersion(version) < ProductVersion(first)
  }
}
