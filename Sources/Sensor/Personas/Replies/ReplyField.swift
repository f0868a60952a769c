/// What stands in braces in a persona's replies, `{user}`, and is filled in when one is made.
enum ReplyField: String, CaseIterable, Sendable {
  /// The name that USER gave.
  case user
  /// The path that the command is about, absolute and as the session sees it. Between quotation
  /// marks, those in the path are doubled (RFC 959, appendix II).
  case path
  /// Its last name.
  case name
  /// The command's verb and argument as they came.
  case verb, argument
  /// The argument's first word, and what stands behind it.
  case word, rest
  /// Why something can't be done with a file, as Unix says it: `No such file or directory`.
  case reason
  /// Bytes of a file, and those from where a transfer begins on.
  case size, left
  /// A file's time as `YYYYMMDDHHMMSS` (RFC 3659 §2.3).
  case time
  /// The sensor's clock, `22:41`, and its date, `2026-11-26`.
  case clock, date
  /// Address and port of a passive data connection as six numbers with commas, and its port.
  case address, port
  /// The network protocol of the connection (RFC 2428 §2): `1` for IPv4, `2` for IPv6.
  case `protocol`
  /// The sensor's address and the listener's port.
  case ip, listener
  /// The client's address.
  case client
  /// The address that PORT or EPRT named.
  case target
  /// The sensor's host name.
  case server
  /// The type's letter, `A` or `I`, and its word, `ASCII` or `BINARY`.
  case type, mode
  /// Where a transfer begins.
  case offset
  /// Entries of a listing; bytes that have crossed.
  case count
  /// The facts that OPTS MLST chose; the options of LIST, `-l`.
  case options
  /// How long a transfer took, `0.012`, and its speed in KiB a second, `81.30`.
  case seconds, rate
  /// Who is connected: how many, this session included.
  case users
  /// How the control connection and data connections cross, `plain text` or `encrypted`.
  case control, data
  /// Eight hexadecimal digits that are this session's.
  case id
}
