import Store

/// A map of the world in tiles of one size, the darker the more services, as numbers for the
/// template.
struct TileMap {
  struct Tile {
    /// `l0` to `l5`: from none to most.
    var tileKind: String
    var tileX: Int
    var tileY: Int
    var textX: Int
    var textY: Int
    var tileCode: String
    var tileTip: String
  }

  struct Step {
    var stepKind: String
    var stepWords: String
  }

  private static let size = 30
  private static let steps = 5

  let mapText: String
  let mapBox: String
  let tiles: [Tile]
  let mapSteps: [Step]

  /// Nil where no country of the map is among them.
  init?(_ countries: [Count]) {
    let numbers = Dictionary(
      countries.map { ($0.answer, $0.number) }, uniquingKeysWith: +)
    let most = CountryTiles.all.compactMap { numbers[$0.code] }.max() ?? 0
    guard most > 0 else { return nil }
    // Each step holds so many times as many as the one before: countries differ by thousands.
    let limits = Self.limits(most)
    tiles = CountryTiles.all.map { tile in
      let number = numbers[tile.code, default: 0]
      let level = number == 0 ? 0 : (limits.firstIndex { number <= $0 } ?? Self.steps - 1) + 1
      let (x, y) = (tile.column * Self.size, tile.row * Self.size)
      return Tile(
        tileKind: "l\(level)", tileX: x, tileY: y, textX: x + Self.size / 2 - 1, textY: y + 19,
        tileCode: tile.code, tileTip: "\(tile.name): \(Figures.grouped(number))")
    }
    mapText =
      "World map of services by country, most in "
      + countries.prefix(3).map {
        "\(CountryTiles.name($0.answer)) (\(Figures.grouped($0.number)))"
      }
      .joined(separator: ", ") + "; the table has them all"
    mapBox = "0 0 \(CountryTiles.columns * Self.size) \(CountryTiles.rows * Self.size)"
    var before = 0
    mapSteps = limits.enumerated().compactMap { index, limit in
      guard limit > before else { return nil }
      let words =
        limit == before + 1
        ? Figures.grouped(limit) : "\(Figures.grouped(before + 1)) to \(Figures.grouped(limit))"
      before = limit
      return Step(stepKind: "l\(index + 1)", stepWords: words)
    }
  }

  /// The most that each step holds.
  private static func limits(_ most: Int) -> [Int] {
    var limits = [Int](repeating: most, count: steps)
    var factor = 1.0
    while factor * factor * factor * factor * factor < Double(most) { factor += 0.05 }
    var limit = 1.0
    for step in 0..<(steps - 1) {
      limit *= factor
      limits[step] = min(most, Int(limit.rounded()))
    }
    return limits
  }
}
