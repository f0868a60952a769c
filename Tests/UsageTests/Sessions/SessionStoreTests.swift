import Bytes
import FTPProtocol
import Testing

@testable import Usage

/// Places of sessions that are used again.
@Suite struct SessionStoreTests {
  private static func session(_ number: UInt64) -> Session {
    Session(
      key: Digest128(high: number, low: 0), begins: Timestamp(milliseconds: 0),
      ends: Timestamp(milliseconds: 0), client: 0, server: 0, port: 21, clientPort: 0, format: 0,
      facts: Session.Facts(start: .clear, isDated: true),
      line: LineReference(file: 0, line: number))
  }

  private static func walk(_ store: borrowing SessionStore) -> [Int] {
    var found: [Int] = []
    var next = store.firstUsed(from: 0)
    while let place = next {
      found.append(place)
      next = store.firstUsed(from: place + 1)
    }
    return found
  }

  /// Whoever walks the places meets those in use, in whatever pattern, and no others.
  @Test(arguments: [1, 2, 3, 63, 64, 65, 128, 199]) func walks(_ step: Int) {
    var store = SessionStore()
    #expect(Self.walk(store).isEmpty)
    for number in 0..<200 { #expect(store.add(Self.session(UInt64(number))) == number) }
    #expect(Self.walk(store) == Array(0..<200))
    for place in stride(from: 0, to: 200, by: step) { store.vacate(place) }
    let left = (0..<200).filter { $0 % step != 0 }
    #expect(Self.walk(store) == left)
    #expect(store.openCount == left.count)
    #expect(store.inOrder() == left)
    let again = store.add(Self.session(1000))
    #expect(Self.walk(store) == (left + [again]).sorted())
    #expect(store.inOrder().last == again)
  }
}
