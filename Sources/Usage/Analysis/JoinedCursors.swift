/// Places in files that are read together, the earliest found without looking at all of them: a
/// year of logs may be a thousand files.
struct JoinedCursors {
  private var cursors: [JoinCursor]
  /// The places of those that are not at their end, as a heap: none precedes its parent.
  private var heap: [Int] = []
  /// Which formats tell of handshakes, and how many cursors have an event of theirs next.
  private let tellHandshakes: [Bool]
  private var handshakes = 0

  init(_ cursors: [JoinCursor], tellHandshakes: [Bool]) {
    self.cursors = cursors
    self.tellHandshakes = tellHandshakes
    for index in cursors.indices where cursors[index].event != nil {
      heap.append(index)
      if isOfHandshakes(index) { handshakes += 1 }
    }
    for place in (0..<(heap.count / 2)).reversed() { sink(place) }
  }

  /// The one whose next event comes first; nil where all are at their ends.
  var first: JoinCursor? { heap.first.map { cursors[$0] } }

  /// Whether one of them has an event next of a log that tells of handshakes.
  var haveHandshakes: Bool { handshakes > 0 }

  /// Goes on behind the event that comes first.
  mutating func advance() {
    guard let index = heap.first else { return }
    if isOfHandshakes(index) { handshakes -= 1 }
    cursors[index].advance()
    if cursors[index].event == nil {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
    } else if isOfHandshakes(index) {
      handshakes += 1
    }
    sink(0)
  }

  private func isOfHandshakes(_ index: Int) -> Bool {
    cursors[index].event.map { tellHandshakes[Int($0.format)] } ?? false
  }

  /// Lets what stands at a place of the heap down to where it belongs.
  private mutating func sink(_ place: Int) {
    var place = place
    while true {
      var best = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if precedes(heap[child], heap[best]) { best = child }
      }
      if best == place { return }
      heap.swapAt(place, best)
      place = best
    }
  }

  /// Of those that come at once, the one that was named first.
  private func precedes(_ one: Int, _ other: Int) -> Bool {
    let (mine, others) = (cursors[one].key, cursors[other].key)
    return (mine.time, mine.rank, one) < (others.time, others.rank, other)
  }
}
