/// What is counted of records. Each topic has answers, and some of these a detail; the raw values
/// are the topics' names in a store's table `tallies`.
public enum Topic: String, CaseIterable, Sendable {
  // Of all records: the kind.
  case record

  // Of service records.
  /// The status, FTP or not.
  case status
  /// What it is that is no FTP.
  case foreign
  // Of those that are FTP services.
  case mode
  case loginInClear = "login_in_clear"
  case anonymous
  case dataProtection = "data_protection"
  case tlsVersion = "tls_version"
  case cipher
  /// `shown`, and `at_fault` or `sound`.
  case certificate
  case fault
  /// Whether there is any fault: `to_mend`, `in_order`, `undetermined`.
  case state
  case family
  case product
  /// The family; its version.
  case version
  /// `vendor:product` as in CPE names; the version.
  case software
  /// The advisory; how sure it is.
  case advisory
  /// The advisory; its impact.
  case advisoryImpact = "advisory_impact"
  /// The surest that is said of a service.
  case vulnerable
  /// An impact; the surest that is said of a service's advisories with it.
  case impact
  /// The surest that is said of a service's advisories that are known to be exploited.
  case exploited
  case country
  /// `AS64496`; the network's name.
  case network
  case cloud
  /// The family; a fault of its services.
  case familyFault = "family_fault"
  /// The cloud provider; a fault of its services.
  case cloudFault = "cloud_fault"
  /// The cloud provider; how sure the surest is that is said of a service.
  case cloudVulnerable = "cloud_vulnerable"

  // Of names, each once.
  case label
  /// The public suffix; the label.
  case suffix
  /// Registered domains, each once.
  case domains

  // Of sessions.
  /// The day, empty where there is none; what is counted: a `SessionCount`.
  case day
  /// A user, then a client; the day of a session that TLS as a requirement would have refused.
  case userLockedOut = "user_locked_out"
  case clientLockedOut = "client_locked_out"
  /// Of these, where the login was in clear.
  case userClearLogin = "user_clear_login"
  case clientClearLogin = "client_clear_login"
  /// A user, then a client; the day of a login that would have gone on working.
  case userProtected = "user_protected"
  case clientProtected = "client_protected"
  /// The user; the client of a session that would have been refused.
  case lockedOutPair = "locked_out_pair"

  // Of events.
  /// Connections in an hour, `2026-11-24T13:00:00Z`; and different sources in it.
  case hourConnections = "hour_connections"
  case hourSources = "hour_sources"
  case dayConnections = "day_connections"
  case daySources = "day_sources"
  case event
  /// Different sources over all.
  case sources
  /// The user; the password.
  case credential
  case command
  /// The signature; the CVE.
  case exploit
  /// JA4 of the TLS client.
  case client
}

/// What is counted of the sessions of a day; the raw values are the names in a summary of logs.
public enum SessionCount: String, CaseIterable, Sendable {
  case sessions, clear, explicit, implicit, none, unknown, uncertain
  case clearLogins = "clear_logins"
  case protectedLogins = "protected_logins"
  case clearTransfers = "clear_transfers"
  case privateTransfers = "private_transfers"
  case unknownTransfers = "unknown_transfers"
  case lockedOut = "locked_out"
  case unjudged
}
