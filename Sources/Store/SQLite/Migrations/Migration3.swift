import GRDB

extension Migration {
  /// What is confirmed has its family and what is exploited its name, and countries are counted in
  /// capital letters.
  static let to3 = Migration("3") { database in
    try Self.recount(
      """
      SELECT DISTINCT survey FROM tallies WHERE (topic = 'vulnerable' AND answer = 'confirmed')
      OR (topic = 'country' AND answer GLOB '*[^A-Z]*')
      """, database)
  }
}
