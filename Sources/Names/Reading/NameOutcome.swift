import Bytes

/// What an answer of the DNS says of the name that was asked for.
enum NameOutcome {
  /// It is there, if only without a record of the type.
  case exists
  /// It is not there (NXDOMAIN).
  case nonexistent
  /// Nobody could say.
  case unanswered

  /// Of several answers for one name the one that says most.
  static func most(_ one: NameOutcome?, _ other: NameOutcome?) -> NameOutcome? {
    [.exists, .nonexistent, .unanswered].first { $0 == one || $0 == other }
  }

  /// The codes that a server answers with (IANA, "DNS RCODEs"), and what resolvers write where
  /// none came, as zdns does (src/zdns/conf.go). In capitals, but for two: `refused` is what other
  /// programs say of a connection.
  private static let failures: [StaticString] = [
    "FORMERR", "SERVFAIL", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NOTAUTH", "NOTZONE",
    "DSOTYPENI", "BADVERS", "BADSIG", "BADKEY", "BADTIME", "BADMODE", "BADNAME", "BADALG",
    "BADTRUNC", "BADCOOKIE", "TIMEOUT", "ITERATIVE_TIMEOUT", "ERROR", "AUTHFAIL", "NOAUTH",
    "NORECORD", "NO_ANSWER", "NO_OUTPUT", "NONEEDEDGLUE", "TRUNCATED", "BLACKLIST",
    "ILLEGAL_INPUT",
  ]

  /// Nil for a word that is no code.
  init?(code word: ByteSlice) {
    if word.equalsIgnoringCase("NXDOMAIN") {
      self = .nonexistent
    } else if word == "NOERROR" || word == "NXRRSET" {
      self = .exists
    } else if word.equalsIgnoringCase("SERVFAIL") || Self.failures.contains(where: { word == $0 }) {
      self = .unanswered
    } else {
      return nil
    }
  }

  /// Nil for a number that is no code.
  init?(number: ByteSlice) {
    guard let number = number.integer, number <= 23 else { return nil }
    self = number == 0 ? .exists : number == 3 ? .nonexistent : .unanswered
  }
}
