/// The settings that make a server require TLS, by family, from the products' own documents. What
/// they don't say is not here: Titan's could not be read.
enum ServerSettings {
  struct Settings {
    /// For the login.
    var login: String
    /// For files and lists too; nil where their documents name none.
    var data: String?
  }

  /// Nil for products whose settings are not known here.
  static func requiringTLS(_ family: String) -> Settings? {
    all.first { $0.families.contains(family) }?.settings
  }

  private static let all: [(families: [String], settings: Settings)] = [
    // vsftpd.conf(5)
    (
      ["vsFTPd"],
      Settings(
        login: "ssl_enable=YES, force_local_logins_ssl=YES, force_anon_logins_ssl=YES",
        data: "force_local_data_ssl=YES, force_anon_data_ssl=YES")
    ),
    // http://www.proftpd.org/docs/contrib/mod_tls.html
    (["ProFTPD"], Settings(login: "TLSEngine on, TLSRequired ctrl", data: "TLSRequired on")),
    // pure-ftpd(8)
    (["Pure-FTPd"], Settings(login: "TLS 2 (--tls=2)", data: "TLS 3 (--tls=3)")),
    // https://learn.microsoft.com/iis/configuration/system.applicationhost/sites/site/ftpserver/
    // security/ssl
    (
      ["IIS"],
      Settings(
        login: "FTP SSL Settings, Require SSL connections: controlChannelPolicy=SslRequire",
        data: "dataChannelPolicy=SslRequire")
    ),
    // The server's own administration, 1.x; 0.9 has tick boxes of other names.
    (
      ["FileZilla Server"],
      Settings(
        login: "Server listeners: Require explicit FTP over TLS (0.9: Disallow plain unencrypted "
          + "FTP)",
        data: "1.x requires it with the login (0.9: Force PROT P)")
    ),
    // https://documentation.solarwinds.com/en/success_center/servu/, Domain limits: limits of the
    // type Connection; one for files alone was not found.
    (
      ["Serv-U"],
      Settings(login: "Limits & Settings, Connection: require a secure connection before login")
    ),
    // WS_FTP Server User Guide, server architecture: an FTP listener gives FTP, FTP and SSL, or SSL
    // only, which is implicit.
    (["WS_FTP"], Settings(login: "Listener: SSL only (implicit), and none that gives plain FTP")),
    // Wing FTP Server Help, Domain, Listeners.
    (["Wing FTP"], Settings(login: "Domain, Listeners: none of plain FTP")),
    // https://www.crushftp.com/crush8wiki/Wiki.jsp?page=UserManagerRestrictions
    (["CrushFTP"], Settings(login: "User Manager, Restrictions: Require encryption")),
    // https://www.cerberusftp.com/support/help/interfaces/
    (
      ["Cerberus", "Cerberus FTP Server"],
      Settings(login: "Interfaces: Require Secure Control", data: "Require Secure Data")
    ),
  ]
}
