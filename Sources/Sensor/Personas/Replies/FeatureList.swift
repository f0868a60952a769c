/// FEAT's reply (RFC 2389 §3), which differs by TLS and by the facts that OPTS MLST chose
/// (RFC 3659 §7.8).
struct FeatureList: Sendable {
  private enum Piece: Sendable {
    case bytes([UInt8])
    case facts
  }

  private let pieces: [Piece]

  /// `{facts}` in a line stands for the facts, those that are chosen with an asterisk.
  init(begin: String, lines: [String], end: String) {
    var pieces: [Piece] = []
    var bytes = Array("211-\(begin)\r\n".utf8)
    for line in lines {
      bytes.append(0x20)
      if let range = line.firstRange(of: "{facts}") {
        bytes += line[..<range.lowerBound].utf8
        pieces += [.bytes(bytes), .facts]
        bytes = Array(line[range.upperBound...].utf8)
      } else {
        bytes += line.utf8
      }
      bytes += [0x0D, 0x0A]
    }
    bytes += "211 \(end)\r\n".utf8
    self.pieces = pieces + [.bytes(bytes)]
  }

  func reply(facts: [String], chosen: Set<String>) -> [UInt8] {
    pieces.reduce(into: []) { bytes, piece in
      switch piece {
      case .bytes(let part): bytes += part
      case .facts:
        for fact in facts {
          bytes += fact.utf8
          if chosen.contains(fact) { bytes.append(0x2A) }
          bytes.append(0x3B)
        }
      }
    }
  }
}
