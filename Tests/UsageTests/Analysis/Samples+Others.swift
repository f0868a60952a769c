extension Samples {
  static let others = [
    Sample(
      "other/aws-transfer-connected.json", "aws-transfer 1/0/1",
      []),
    Sample(
      "other/crowdsec-proftpd-logs.log", "proftpd-systemlog 5/0/0",
      [
        "unknown - unknown failed 0/0/0 tls-not-logged (x5)"
      ]),
    Sample(
      "other/crowdsec-pureftpd-logs.log", "pure-ftpd-syslog 16/0/0",
      [
        "unknown - unknown succeeded 0/0/0 begins-earlier"
      ]),
    Sample(
      "other/crowdsec-vsftpd-logs.log", "vsftpd 6/0/0",
      [
        "unknown - unknown succeeded 0/0/0 tls-not-logged",
        "unknown - unknown failed 0/0/0 begins-earlier (x2)",
        "unknown - none none 0/0/0 begins-earlier",
      ]),
    Sample(
      "other/fail2ban-proftpd.log", "proftpd-systemlog 20/10/0",
      [
        "unknown - unknown failed 0/0/0 tls-not-logged (x9)"
      ]),
    Sample(
      "other/fail2ban-pure-ftpd.log", "pure-ftpd-syslog 2/1/0",
      [
        "unknown - unknown failed 0/0/0 begins-earlier"
      ]),
    Sample(
      "other/fail2ban-vsftpd.log", "vsftpd 27/12/5",
      [
        "unknown - unknown failed 0/0/0 begins-earlier (x3)"
      ]),
    Sample(
      "other/fail2ban-wuftpd.log", "syslog 7/7/0",
      []),
    Sample(
      "other/filezilla-server-0.9.60-eu-date.log", "filezilla-0.9 6/0/0",
      [
        "clear - clear failed 0/0/0 certain"
      ]),
    Sample(
      "other/filezilla-server-0.9.60-plain-refused.log", "filezilla-0.9 10/0/0",
      [
        "none - none none 0/0/0 certain",
        "clear - none none 0/0/0 certain [USER 530: TLS is required for the login]",
      ]),
    Sample(
      "other/filezilla-server-1.8.1-plain.log", "filezilla-1 6/0/0",
      [
        "clear - clear none 0/0/0 certain"
      ]),
    Sample(
      "other/filezilla-server-1.9.4-tls.log", "filezilla-1 5/0/0",
      [
        "none C none none 0/0/0 certain"
      ]),
    Sample(
      "other/proftpd-tlslog-denied.log", "proftpd-tlslog 3/0/0",
      [
        "none P none none 0/0/0 certain",
        "explicit P none none 0/0/0 auth-not-logged",
      ]),
    Sample(
      "other/proftpd-tlslog.log", "proftpd-tlslog 12/0/0",
      [
        "explicit P none none 0/0/0 certain"
      ]),
    Sample(
      "other/pyftpdlib-tls.log", "pyftpdlib 9/0/0",
      [
        "explicit C protected failed 0/0/0 certain",
        "unknown - none none 0/0/0 tls-not-logged",
      ]),
    Sample(
      "other/sftpgo-ftpserverlib-debug.log", "sftpgo 6/0/0",
      [
        "clear - clear none 0/0/0 certain"
      ]),
    Sample(
      "other/sftpgo-json.log", "sftpgo 48/0/23",
      [
        "clear - clear succeeded 0/0/0 certain (x3)",
        "unknown - none none 0/0/0 tls-not-logged",
      ]),
    Sample(
      "other/vsftpd-auth-tls-no-followup.log", "vsftpd 8/0/0",
      [
        "none C none none 0/0/0 certain (x2)"
      ]),
    Sample(
      "other/vsftpd-default-ossec.log", "vsftpd 5/0/0",
      [
        "unknown - none none 0/0/0 tls-not-logged",
        "unknown - unknown succeeded 0/0/0 begins-earlier",
        "unknown - unknown failed 0/0/0 begins-earlier",
        "unknown - unknown succeeded 0/0/0 begins-earlier",
        "unknown - unknown succeeded 0/0/1 begins-earlier",
      ]),
    Sample(
      "other/vsftpd-isolated-pid-always-2.log", "vsftpd 6/0/0",
      [
        "unknown - none none 0/0/0 begins-earlier",
        "none - none none 0/0/0 certain",
      ]),
    Sample(
      "other/vsftpd-log_ftp_protocol-debug_ssl.log", "vsftpd 10/0/0",
      [
        "explicit C protected succeeded 0/0/0 certain"
      ]),
    Sample(
      "other/xferlog-ossec.log", "xferlog 2/0/0",
      [
        "unknown - none none 0/0/2 tls-not-logged"
      ]),
    Sample(
      "other/zeek-ftp-auth-tls.conn.log", "zeek-conn 11/0/0",
      [
        "explicit - none none 0/0/0 blind-after-auth"
      ]),
    Sample(
      "other/zeek-ftp-auth-tls.ftp.log", "zeek-ftp 12/0/0",
      [
        "explicit - none none 0/0/0 blind-after-auth"
      ]),
    Sample(
      "other/zeek-ftp-auth-tls.ssl.log", "zeek-ssl 11/0/0",
      []),
    Sample(
      "other/zeek-ftp-ipv4.ftp.log", "zeek-ftp 16/0/0",
      [
        "clear - clear succeeded 2/0/0 certain"
      ]),
    Sample(
      "other/zeek-ftp-ipv6.ftp.log", "zeek-ftp 17/0/0",
      [
        "clear - clear succeeded 2/0/0 certain"
      ]),
  ]
}
