/// The settings that make a server require TLS, by family, from the products' own documents.
enum ServerSettings {
  struct Settings {
    /// For the login.
    var login: String
    /// For files and lists too.
    var data: String
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
    // https://learn.microsoft.com/iis/configuration/, system.applicationHost, sites, site,
    // ftpServer, security, ssl
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
    (
      ["Serv-U"],
      Settings(
        login: "Limits & Settings, Connection: Require secure connection before login",
        data: "Limits & Settings, Data Transfer: require secure data transfers; or take the plain "
          + "FTP listener away")
    ),
    (
      ["WS_FTP"],
      Settings(
        login: "Listener, Encryption: require SSL before the login",
        data: "Listener, Encryption: require SSL for data too")
    ),
    (
      ["Wing FTP"],
      Settings(
        login: "Domain, Listeners: FTP with explicit SSL only",
        data: "Domain, Settings: allow encrypted data connections only")
    ),
    (
      ["CrushFTP"],
      Settings(
        login: "Preferences, IP/Servers: FTP item, require encryption",
        data: "the same setting; or FTPS items only")
    ),
    (
      ["Cerberus", "Cerberus FTP Server"],
      Settings(login: "Interfaces: Require Secure Control", data: "Interfaces: Require Secure Data")
    ),
    (
      ["Titan", "Titan FTP Server"],
      Settings(
        login: "Server, Security, SSL: require SSL for the control connection",
        data: "Server, Security, SSL: require SSL for the data connection")
    ),
  ]
}
