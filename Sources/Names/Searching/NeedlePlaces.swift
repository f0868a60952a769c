import Bytes

/// Where needles stand in a piece, of which one text after another is asked: the piece is searched
/// once, and not each text for itself.
struct NeedlePlaces {
  private let needles: Needles
  private let piece: ByteSlice
  /// The first place at or behind all texts so far.
  private var next: Int

  init(_ needles: Needles, in piece: ByteSlice) {
    self.needles = needles
    self.piece = piece
    next = needles.place(in: piece, from: 0)
  }

  /// Whether a needle stands in a text of the piece. Each text begins behind those before it.
  mutating func stand(in text: ByteSlice) -> Bool {
    let start = text.start - piece.start
    if next < start { next = needles.place(in: piece, from: start) }
    // It may stand there in part only.
    return next < start + text.count && needles.stand(in: text)
  }
}
