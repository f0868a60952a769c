import Bytes
import Testing

@Suite struct LatestTableTests {
  @Test func whatCameLastIsRemembered() {
    var seen = LatestTable<Int, Void>(countMaximum: 10)
    for number in 0..<1000 { seen.remember(number) }
    #expect(seen.contains(999) && seen.contains(995) && !seen.contains(900))
  }

  /// Remembering again is coming again, and turns nobody else out.
  @Test func comingAgain() {
    var table = LatestTable<Int, String>(countMaximum: 4)
    table.remember(1, "a")
    table.remember(2, "b")
    for _ in 0..<10 { table.remember(2, "c") }
    #expect(table[1] == "a" && table[2] == "c")
    table.remember(3, "d")
    table.remember(1, "e")
    table.remember(4, "f")
    #expect(table[1] == "e" && table[3] == "d" && table[4] == "f" && table[2] == nil)
    table.removeAll()
    #expect(!table.contains(1) && table[4] == nil)
  }
}
