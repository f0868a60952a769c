extension Persona {
  /// Every verb that a session can do.
  static let everyVerb: Set<String> = [
    "USER", "PASS", "ACCT", "REIN", "QUIT", "AUTH", "PBSZ", "PROT", "CCC", "TYPE", "STRU", "MODE",
    "PORT", "EPRT", "PASV", "EPSV", "RETR", "STOR", "STOU", "APPE", "REST", "ABOR", "LIST", "NLST",
    "MLSD", "MLST", "STAT", "SIZE", "MDTM", "MFMT", "CWD", "CDUP", "PWD", "MKD", "RMD", "DELE",
    "RNFR", "RNTO", "SYST", "FEAT", "OPTS", "HELP", "NOOP", "ALLO", "SITE", "SITE CHMOD",
    "SITE HELP", "HOST", "CLNT", "LANG", "XCWD", "XCUP", "XPWD", "XMKD", "XRMD",
  ]

  /// Verbs that most servers answer before a login.
  static let usualVerbsBeforeLogin: Set<String> = [
    "USER", "PASS", "ACCT", "REIN", "QUIT", "AUTH", "PBSZ", "PROT", "CCC", "SYST", "FEAT", "OPTS",
    "HELP", "NOOP", "HOST", "CLNT", "LANG",
  ]
}
