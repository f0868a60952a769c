import GRDB

extension Migration {
  /// Refusals are counted.
  static let to5 = Migration("5") { database in
    try Self.recount(
      Self.surveysWith(#"kind = 'session' AND json LIKE '%"refusals":[{%'"#), database)
  }
}
