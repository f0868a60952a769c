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
  /// An impact; the family of a service of which an advisory with it is confirmed.
  case impactFamily = "impact_family"
  /// An advisory that is known to be exploited; how sure it is.
  case exploitedAdvisory = "exploited_advisory"
  /// In capital letters.
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
  /// Who was refused what, and why: a `StoredRefusal`; the day.
  case refused

  // Of events.
  case event
  /// Connections in an hour, `2026-11-24T13:00:00Z`, or a day; the listener, `192.0.2.1:21`.
  case hourConnections = "hour_connections"
  case dayConnections = "day_connections"
  /// Different sources in it.
  case hourSources = "hour_sources"
  case daySources = "day_sources"
  /// Connections in it; the sensor.
  case hourSensorConnections = "hour_sensor_connections"
  case daySensorConnections = "day_sensor_connections"
  /// Different sources in it at a sensor.
  case hourSensorSources = "hour_sensor_sources"
  case daySensorSources = "day_sensor_sources"
  /// Different sources in it at a listener.
  case hourListenerSources = "hour_listener_sources"
  case dayListenerSources = "day_listener_sources"
  /// Sessions that ended in an hour or a day; their class.
  case hourSessions = "hour_sessions"
  case daySessions = "day_sessions"
  /// Different sources of sessions of a class that ended in it.
  case hourClassSources = "hour_class_sources"
  case dayClassSources = "day_class_sources"
  /// Different sources over all.
  case sources
  /// The sensor that a client connected to.
  case sensor
  case sensorSources = "sensor_sources"
  /// The listener; how TLS is reached at it.
  case listener
  case listenerSources = "listener_sources"
  /// The class of a session.
  case sessionClass = "session_class"
  case classSources = "class_sources"
  /// The user; the password.
  case credential
  case command
  /// The signature; the CVE.
  case exploit
  /// JA4 of the TLS client.
  case client
  /// SHA-256 of a file that was sent; what it is by its content.
  case upload
  /// The same; the path that it was sent to.
  case uploadName = "upload_name"
  /// The path of a file that was taken; its canary token.
  case download
  /// Whom PORT or EPRT named.
  case bounce
  /// Why a sensor does not tell of everything; what it does not tell of. How many such records.
  case gap
  /// The same; how much was lost.
  case lost
  /// An hour that such a gap touches; why.
  case hourGap = "hour_gap"
  /// The hour in which it was known how much was lost; what.
  case hourLost = "hour_lost"
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
