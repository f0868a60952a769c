extension CPEName {
  /// The name under which vendor and product stand in ftpscope's own data, where vulnerability
  /// databases have several for one product.
  public var canonical: CPEName {
    guard let own = Self.aliases["\(vendor):\(product)"] else { return self }
    return CPEName(
      part, vendor: own.vendor, product: own.product, version: version, update: update)
  }

  /// The other names, as `vendor:product`, of a product by our own; none where it has one name.
  public static func otherNames(of product: String) -> [String] {
    lines.first { "\($0.vendor):\($0.product)" == product }?.others ?? []
  }

  private static let aliases: [String: (vendor: String, product: String)] = {
    var aliases: [String: (vendor: String, product: String)] = [:]
    for line in lines {
      for other in line.others { aliases[other] = (line.vendor, line.product) }
    }
    return aliases
  }()

  /// The name of our own, and the others (NVD's CPE dictionary, and Recog's databases).
  private static let lines: [(vendor: String, product: String, others: [String])] = [
    (
      "microsoft", "internet_information_services",
      [
        "microsoft:iis", "microsoft:internet_information_server", "microsoft:ftp_service",
        "microsoft:internet_information_service",
      ]
    ),
    (
      "solarwinds", "serv-u",
      [
        "solarwinds:serv-u_file_server", "solarwinds:serv-u_ftp_server",
        "solarwinds:serv-u_managed_file_transfer_server", "serv-u:serv-u", "rhinosoft:serv-u",
        "rhinosoft:serv-u_file_server", "solarwinds:serv-u_mft_server", "rhino_software:serv-u",
      ]
    ),
    (
      "progress", "ws_ftp_server",
      [
        "ipswitch:ws_ftp", "ipswitch:ws_ftp_server", "progress:ws_ftp",
        "ipswitch:ws_ftp_server_with_ssh",
      ]
    ),
    ("proftpd", "proftpd", ["proftpd_project:proftpd"]),
    ("pureftpd", "pure-ftpd", ["pure-ftpd:pure-ftpd", "pureftpd:pureftpd"]),
    (
      "vsftpd_project", "vsftpd",
      ["beasts:vsftpd", "vsftpd:vsftpd", "redhat:vsftpd", "chris_evans:vsftpd"]
    ),
    (
      "filezilla-project", "filezilla_server",
      ["filezilla:filezilla_server", "filezilla_project:filezilla_server"]
    ),
    ("washington_university", "wu-ftpd", ["wuftpd:wu-ftpd", "washington_university:wu-ftp"]),
    ("bftpd_project", "bftpd", ["bftpd:bftpd"]),
    (
      "south_river_technologies", "titan_ftp_server",
      ["southrivertech:titan_ftp_server", "titanftp:titan_ftp_server"]
    ),
    ("southrivertech", "titan_mft_server", ["south_river_technologies:titan_mft"]),
    ("southrivertech", "titan_sftp_server", ["south_river_technologies:titan_sftp"]),
    ("ibm", "i", ["ibm:iseries_as_400"]),
    ("cerberus", "cerberus_ftp_server", ["cerberusftp:ftp_server", "cerberus:ftp_server"]),
    ("gene6", "g6_ftp_server", ["gene6:ftp_server", "gene6:gene6_ftp_server"]),
  ]
}
