/// Names with a word in them that were left out, by why: how often they came.
public struct LeftOut: Equatable, Sendable {
  /// Names with `*`, as certificates have them.
  public internal(set) var wildcards = 0
  /// Names of services, such as `_ftp._tcp.example.org` (RFC 2782).
  public internal(set) var services = 0
  /// Registered domains that are called so themselves, such as `ftp.example`.
  public internal(set) var domainsThemselves = 0
  /// Names of which the DNS said that they are not there, and nothing before that they are.
  public internal(set) var nonexistent = 0
  /// Names that were asked for in vain: it is not known whether they are there.
  public internal(set) var unanswered = 0

  /// All of them.
  public var count: Int { wildcards + services + domainsThemselves + nonexistent + unanswered }
}
