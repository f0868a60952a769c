import GRDB

extension Migration {
  /// Texts were cut at a NUL, so that different ones were counted as one.
  static let to6 = Migration("6") { database in
    try Self.recount(
      Self.surveysWith(#"(json LIKE '%\u0000%' OR json LIKE '%\u0001%')"#), database)
  }
}
