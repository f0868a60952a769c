import Testing

@testable import Report

@Suite struct PageTableTests {
  private func html(_ cell: PageTable.Cell) -> String {
    cell.pieces.map { "<\($0.piece)>\($0.behind)" }.joined()
  }

  /// Each name is a piece of its own, and what matters of a cell is never cut.
  @Test func pieces() {
    let long = String(repeating: "x", count: 2000)
    #expect(html(.name("שלום", rest: ":21")) == "<שלום>:21")
    #expect(html(.name(long, rest: ":21")) == "<\(String(repeating: "x", count: 76))…>:21")
    #expect(html(.name(nil)) == "<(not in the log)>")
    #expect(html(.text("")) == "<–>")
    #expect(html(.names([])) == "<–>")
    #expect(html(.names(["שלום", "b"])) == "<שלום>, <b>")
    #expect(html(.names(["a", "b"], of: 14)) == "<a>, <b> and 12 more")
    #expect(html(.names(["abc", "def", "g"], columns: 8)) == "<abc>, <def> and 1 more")
    #expect(
      html(.names([long, "b"], columns: 20))
        == "<\(String(repeating: "x", count: 44))…> and 1 more")
  }
}
